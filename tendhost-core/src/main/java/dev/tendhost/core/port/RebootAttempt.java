package dev.tendhost.core.port;

import com.fasterxml.jackson.annotation.JsonFormat;
import dev.tendhost.api.WireType;
import dev.tendhost.api.response.RebootVerdict;
import dev.tendhost.api.response.Vitals;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A reboot that is being waited for or verified.
 *
 * @param before how the host was up before
 * @param verdict why it was to be rebooted; null if somebody else rebooted it
 * @param since when the command was about to be sent, or the other boot was noticed, by the
 *     controller's clock
 */
@WireType
public record RebootAttempt(
    Vitals before,
    @Nullable RebootVerdict verdict,
    @JsonFormat(shape = JsonFormat.Shape.STRING) Instant since) {}

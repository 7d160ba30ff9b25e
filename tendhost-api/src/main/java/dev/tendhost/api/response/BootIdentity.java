package dev.tendhost.api.response;

import com.fasterxml.jackson.annotation.JsonFormat;
import dev.tendhost.api.WireType;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What tells one boot of a host from another. No part is enough alone: containers may share the
 * boot id and the uptime of the machine they run on, and there are boards that give the same boot
 * id after every boot.
 *
 * @param bootId the kernel's (/proc/sys/kernel/random/boot_id); null if it gave none that is one
 * @param uptime for how long it was up (/proc/uptime); null if it did not say
 * @param initStart when process 1 started, in clock ticks after the kernel (field 22 of
 *     /proc/1/stat); null if that could not be read
 * @param seenAt when this was read, by the controller's clock
 */
@WireType
public record BootIdentity(
    @Nullable String bootId,
    @JsonFormat(shape = JsonFormat.Shape.STRING) @Nullable Duration uptime,
    @Nullable Long initStart,
    @JsonFormat(shape = JsonFormat.Shape.STRING) Instant seenAt) {}

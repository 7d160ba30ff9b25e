package dev.tendhost.it.readme;

import dev.tendhost.api.request.RebootRequest;
import dev.tendhost.core.Fleet;
import dev.tendhost.core.TendhostBuilder;
import dev.tendhost.core.config.HealthProbe;
import dev.tendhost.core.config.HostConfig;
import dev.tendhost.core.config.HostPolicy;
import dev.tendhost.core.config.RebootPolicy;
import io.vertx.core.Future;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

public class Keeping {
  static TendhostBuilder keep(TendhostBuilder builder, Path directory) {
    return builder.stateDirectory(directory); // one program at a time
  }

  static HostConfig host() {
    HealthProbe site = new HealthProbe.TcpPort(443, Duration.ofSeconds(5));
    return HostConfig.of("web-1")
        .withPolicy(
            HostPolicy.defaults()
                .withCheckEvery(Duration.ofHours(6))
                .withHealthProbes(List.of(site))
                .withReboot(RebootPolicy.defaults().withAutomatic(true)));
  }

  static Future<?> reboot(Fleet fleet) {
    return fleet
        .rebootIfRequired(host().name(), RebootRequest.ifRequired())
        .onSuccess(reboot -> System.out.println(reboot.proof()));
  }
}

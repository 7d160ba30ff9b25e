package dev.tendhost.it.readme;

import dev.tendhost.api.HostName;
import dev.tendhost.api.request.InventoryRequest;
import dev.tendhost.core.Fleet;
import dev.tendhost.core.Tendhost;
import dev.tendhost.core.config.HostConfig;
import dev.tendhost.exec.LocalExecutor;
import io.vertx.core.Future;

public class Embedding {
  public static void main(String[] args) {
    Tendhost.builder()
        .executors(LocalExecutor.provider()) // apt is found on the class path: tendhost-pkg
        .start()
        .compose(tendhost -> ask(tendhost.fleet()).eventually(tendhost::close))
        .onFailure(problem -> System.out.println(problem.getMessage()));
  }

  static Future<?> ask(Fleet fleet) {
    HostName host = HostName.of("this-machine");
    fleet.events().handler(event -> System.out.println(event.type()));
    return fleet
        .register(HostConfig.of("this-machine"))
        .compose(done -> fleet.query(host, InventoryRequest.defaults().withRefresh(false)))
        .onSuccess(found -> found.managers().forEach(m -> System.out.println(m.packages())));
  }
}

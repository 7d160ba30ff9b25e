package dev.tendhost.it.hosts;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * A host with docker, docker compose and a registry of its own, which its engine trusts. Containers
 * share the host's network ({@code network_mode: host}), and serve on its address.
 *
 * <pre>
 * try (EngineHost host = EngineHost.start()) {
 *   host.registry().push(Image.of("web", "v1"), "latest");
 *   host.stack("/srv/shop", Map.of("web", host.registry().reference("web", "latest")));
 *   host.registry().push(Image.of("web", "v2"), "latest"); // now there is an update
 * }
 * </pre>
 */
public final class EngineHost extends RealHost {
  private static final String PLUGIN = "/usr/libexec/docker/cli-plugins/docker-compose";
  private static final String PROGRAM = "/usr/bin/docker-compose";
  private static final int FIRST_PORT = 8080;
  private static final int READS = 200;

  /** Nothing of the machine's network is changed, and its control groups go when the host ends. */
  private static final String ENGINE =
      "setsid dockerd --iptables=false --ip6tables=false --bridge=none --userland-proxy=false"
          + " --storage-driver=overlay2 --cgroup-parent=/%s >/var/log/dockerd.log 2>&1 </dev/null &";

  private static final String REGISTRY =
      "setsid docker-registry serve /etc/registry.yml >/var/log/registry.log 2>&1 </dev/null &";

  private static final String REGISTRY_CONFIG =
      """
      version: 0.1
      storage: {filesystem: {rootdirectory: /var/lib/registry}}
      http: {addr: "%s:%d", secret: tests}
      """;

  private static final String SERVICE =
      """
        %s:
          image: %s
          network_mode: host
          environment: {ADDRESS: "%s", PORT: "%d"}
          healthcheck: {test: [CMD, /bin/healthy], interval: 1s, timeout: 2s, retries: 3}
      """;

  private final String compose;
  private final Registry registry;
  private final Map<String, Integer> ports = new LinkedHashMap<>();

  private EngineHost(String compose) {
    super("engine");
    this.compose = compose;
    this.registry = new Registry(address(), base().resolve("bin/busybox"));
    prepare();
  }

  /** Starts a host with {@code docker compose}, which is version 2. */
  public static EngineHost start() {
    return new EngineHost("docker compose");
  }

  /** Starts a host with {@code docker-compose} only, which is version 1. */
  public static EngineHost startV1() {
    return new EngineHost("docker-compose");
  }

  /** Where its images come from. */
  public Registry registry() {
    return registry;
  }

  /**
   * Writes the compose.yaml of a stack into a new directory, and starts it.
   *
   * @param directory where; its last part is the name of the stack
   * @param images what each service runs, as {@link Registry#reference} says it
   */
  public void stack(String directory, Map<String, String> images) {
    StringBuilder yaml = new StringBuilder("services:\n");
    new TreeMap<>(images)
        .forEach(
            (service, image) -> {
              int port = FIRST_PORT + ports.size();
              ports.put(directory + "/" + service, port);
              yaml.append(SERVICE.formatted(service, image, address(), port));
            });
    write(directory + "/compose.yaml", yaml.toString());
    compose(directory, "up -d").ok();
    images.keySet().forEach(service -> page(directory, service));
  }

  /** Runs the host's docker compose in a directory of any name. */
  public Ran compose(String directory, String words) {
    return look("cd '" + directory.replace("'", "'\\''") + "' && " + compose + " " + words);
  }

  /** What a service of {@link #stack} serves, such as {@code web v1}; waits until it serves. */
  public String page(String directory, String service) {
    String url = "http://" + address() + ":" + ports.get(directory + "/" + service) + "/";
    return run(untilDone("busybox wget -q -O - " + url)).strip();
  }

  @Override
  void prepare() {
    run("rm " + (compose.equals("docker-compose") ? PLUGIN : PROGRAM));
    write("/etc/registry.yml", REGISTRY_CONFIG.formatted(address(), Registry.PORT_BEHIND));
    run(REGISTRY + ENGINE.formatted(cgroup()));
    run(untilDone("docker version --format '{{.Server.Version}}'"));
    run(
        untilDone(
            "busybox wget -q -O - http://" + address() + ":" + Registry.PORT_BEHIND + "/v2/"));
  }

  @Override
  void discard() {
    registry.clear();
    ports.clear();
    ControlGroups.remove(cgroup());
  }

  @Override
  void end() {
    registry.close();
  }

  private String cgroup() {
    return "tendhost-" + address();
  }

  private static String untilDone(String command) {
    String loop = "for i in $(seq %d); do %s 2>/dev/null && exit; sleep 0.05; done; exec %s";
    return loop.formatted(READS, command, command);
  }
}

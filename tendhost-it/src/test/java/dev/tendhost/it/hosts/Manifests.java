package dev.tendhost.it.hosts;

/**
 * What a registry keeps of an image beside its layer, in one of two dialects.
 *
 * @param type of a manifest
 * @param listType of a list of manifests
 * @param configType of what an image says of itself
 * @param layerType of a layer
 */
record Manifests(String type, String listType, String configType, String layerType) {
  private static final Manifests DOCKER =
      new Manifests(
          "application/vnd.docker.distribution.manifest.v2+json",
          "application/vnd.docker.distribution.manifest.list.v2+json",
          "application/vnd.docker.container.image.v1+json",
          "application/vnd.docker.image.rootfs.diff.tar.gzip");
  private static final Manifests OCI =
      new Manifests(
          "application/vnd.oci.image.manifest.v1+json",
          "application/vnd.oci.image.index.v1+json",
          "application/vnd.oci.image.config.v1+json",
          "application/vnd.oci.image.layer.v1.tar+gzip");

  /** A process that is PID 1 ignores SIGTERM, and would be waited for. */
  private static final String CONFIG =
      """
      {"architecture":"%s","os":"linux","created":"2026-01-01T00:00:00Z",
       "config":{"Cmd":["/bin/serve"],"StopSignal":"SIGKILL","Env":["PATH=/bin"],
        "Labels":{"org.opencontainers.image.version":"%s"}},
       "rootfs":{"type":"layers","diff_ids":["%s"]},
       "history":[{"created":"2026-01-01T00:00:00Z","created_by":"tests"}]}
      """;

  private static final String MANIFEST =
      """
      {"schemaVersion":2,"mediaType":"%s",
       "config":{"mediaType":"%s","size":%d,"digest":"%s"},
       "layers":[{"mediaType":"%s","size":%d,"digest":"%s"}]}
      """;

  private static final String LIST =
      """
      {"schemaVersion":2,"mediaType":"%s",
       "manifests":[{"mediaType":"%s","size":%d,"digest":"%s",
        "platform":{"architecture":"%s","os":"linux"}}]}
      """;

  static Manifests of(Image.Format format) {
    return format == Image.Format.OCI ? OCI : DOCKER;
  }

  static String config(Image image, String layer) {
    return CONFIG.formatted(architecture(), image.version(), layer);
  }

  String manifest(String config, int configSize, String layer, int layerSize) {
    return MANIFEST.formatted(type, configType, configSize, config, layerType, layerSize, layer);
  }

  String list(String manifest, int size) {
    return LIST.formatted(listType, type, size, manifest, architecture());
  }

  private static String architecture() {
    String name = System.getProperty("os.arch");
    return name.equals("aarch64") ? "arm64" : name;
  }
}

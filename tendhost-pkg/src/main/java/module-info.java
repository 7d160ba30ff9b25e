/** Package managers, found with {@link java.util.ServiceLoader}. */
module dev.tendhost.pkg {
  requires transitive dev.tendhost.core;
  requires com.fasterxml.jackson.databind;
  requires static org.jspecify;

  exports dev.tendhost.pkg;

  provides dev.tendhost.core.port.PackageManagerProvider with
      dev.tendhost.pkg.AptProvider,
      dev.tendhost.pkg.DnfProvider,
      dev.tendhost.pkg.ComposeProvider;
}

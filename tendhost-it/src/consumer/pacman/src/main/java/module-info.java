/** pacman for tendhost. */
module org.example.pacman {
  requires dev.tendhost.core;

  provides dev.tendhost.core.port.PackageManagerProvider with
      org.example.pacman.PacmanProvider;
}

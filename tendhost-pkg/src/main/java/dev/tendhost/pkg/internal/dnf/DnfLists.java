package dev.tendhost.pkg.internal.dnf;

/**
 * What is installed, what is newer, and which of it is a security fix.
 *
 * @param installed rpm's database
 * @param candidates newer versions
 * @param advisories security fixes
 */
record DnfLists(Installed installed, Candidates candidates, Advisories advisories) {
  static DnfLists parse(String output) {
    Told told = Told.parse(output);
    Installed installed = Installed.parse(told);
    return new DnfLists(installed, Candidates.parse(told, installed), Advisories.parse(told));
  }
}

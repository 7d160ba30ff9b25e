package dev.tendhost.core.job;

import java.util.regex.Pattern;

/** What jobs, their files and their base directory may be called: nothing that leads elsewhere. */
final class JobNames {
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,99}");
  private static final Pattern DIRECTORY = Pattern.compile("(/[A-Za-z0-9_.+@:=,-]+)+");
  private static final Pattern UPWARDS = Pattern.compile("(.*/)?\\.{1,2}(/.*)?");

  private JobNames() {}

  static String requireId(String id) {
    return require(ID.matcher(id).matches(), "not a job's id", id);
  }

  static String requireFile(String name) {
    return require(ID.matcher(name).matches(), "not a file in a job's directory", name);
  }

  static String requireDirectory(String path) {
    boolean plain = DIRECTORY.matcher(path).matches() && !UPWARDS.matcher(path).matches();
    return require(plain, "not an absolute path of plain names", path);
  }

  private static String require(boolean holds, String otherwise, String name) {
    if (!holds) {
      throw new IllegalArgumentException(otherwise + ": " + name);
    }
    return name;
  }
}

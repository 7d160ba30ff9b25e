package dev.tendhost.it.tend;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads names of files; a shell does not see a {@code ~} inside of {@code -Dtend.args}. */
final class FileConverter implements ITypeConverter<Path> {
  private static final String HOME = "~/";

  @Override
  public Path convert(String text) {
    try {
      return text.startsWith(HOME)
          ? Path.of(System.getProperty("user.home"), text.substring(HOME.length()))
          : Path.of(text).toAbsolutePath();
    } catch (InvalidPathException e) {
      throw new TypeConversionException("\"" + text + "\" is no name of a file");
    }
  }
}

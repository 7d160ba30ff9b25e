package dev.tendhost.it.tend;

import dev.tendhost.api.request.UpgradeMode;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads modes as they are written on a command line, such as with-new-packages. */
final class ModeConverter implements ITypeConverter<UpgradeMode>, Iterable<String> {
  private static final List<String> NAMES =
      Arrays.stream(UpgradeMode.values()).map(ModeConverter::name).toList();

  @Override
  public UpgradeMode convert(String text) {
    return Arrays.stream(UpgradeMode.values())
        .filter(mode -> name(mode).equals(text))
        .findFirst()
        .orElseThrow(
            () ->
                new TypeConversionException(
                    "\"" + text + "\" is not one of " + String.join(", ", NAMES)));
  }

  @Override
  public Iterator<String> iterator() {
    return NAMES.iterator();
  }

  private static String name(UpgradeMode mode) {
    return mode.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}

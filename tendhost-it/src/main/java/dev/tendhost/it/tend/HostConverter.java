package dev.tendhost.it.tend;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads values of {@code --host}. */
final class HostConverter implements ITypeConverter<HostArgument> {
  @Override
  public HostArgument convert(String text) {
    try {
      return HostArgument.parse(text);
    } catch (IllegalArgumentException wrong) {
      throw new TypeConversionException(wrong.getMessage());
    }
  }
}

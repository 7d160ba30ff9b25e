package dev.tendhost.core.job;

import dev.tendhost.api.FailureKind;
import dev.tendhost.core.error.TendhostException;
import dev.tendhost.core.port.Command;
import dev.tendhost.core.port.CommandResult;
import dev.tendhost.core.tck.Answers;
import io.vertx.core.Future;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.function.Function;

/** What a host answers to the scripts. */
final class Replies {
  private Replies() {}

  static String value(Command command, String name) {
    return command
        .script()
        .lines()
        .filter(line -> line.startsWith(name + "="))
        .findFirst()
        .orElseThrow()
        .substring(name.length() + 1);
  }

  static String data(long offset, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    long size = offset + bytes.length;
    return "data out " + offset + " " + size + " " + HexFormat.of().formatHex(bytes);
  }

  static Function<Command, Future<CommandResult>> reply(String... lines) {
    return command -> Future.succeededFuture(result(command, lines));
  }

  static CommandResult result(Command command, String... lines) {
    StringBuilder text = new StringBuilder();
    for (String line : lines) {
      text.append("tendhost-job ").append(value(command, "nonce")).append(' ').append(line);
      text.append('\n');
    }
    return Answers.ok(text + "tendhost-job " + value(command, "nonce") + " end\n");
  }

  static Function<Command, Future<CommandResult>> failing(FailureKind kind) {
    return Answers.failing(new TendhostException(kind, null, "the test said so"));
  }
}

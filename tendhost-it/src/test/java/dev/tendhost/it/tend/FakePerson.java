package dev.tendhost.it.tend;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** Answers every question alike, and knows no secret. */
final class FakePerson implements Person {
  final List<String> questions = new CopyOnWriteArrayList<>();
  volatile Runnable meanwhile = () -> {};
  private final @Nullable String answer;

  FakePerson(@Nullable String answer) {
    this.answer = answer;
  }

  @Override
  public @Nullable String answer(String question) {
    questions.add(question);
    meanwhile.run();
    return answer;
  }

  @Override
  public char @Nullable [] ask(String question) {
    throw new AssertionError("no secret is asked for: " + question);
  }
}

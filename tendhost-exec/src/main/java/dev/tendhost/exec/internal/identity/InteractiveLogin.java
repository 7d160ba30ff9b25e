package dev.tendhost.exec.internal.identity;

import dev.tendhost.core.port.Secret;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.sshd.client.auth.AbstractUserAuth;
import org.apache.sshd.client.auth.keyboard.UserInteraction;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.SshConstants;
import org.apache.sshd.common.util.buffer.Buffer;

/** RFC 4256: the host asks questions, and the secret source answers them. */
final class InteractiveLogin extends AbstractUserAuth {
  private static final int MAX_ROUNDS = 8;
  private static final int MAX_PROMPTS = 8;
  private static final int MAX_CHARS = 300;

  private static final Pattern PASSWORD = Pattern.compile("(?i)\\bpassword\\b");
  private static final Pattern OTHER =
      Pattern.compile("(?i)one[- ]time|\\botp\\b|\\bcode\\b|\\btoken\\b|\\bnew password\\b");

  private int rounds;

  InteractiveLogin() {
    super("keyboard-interactive");
  }

  /** One question of the host. */
  private record Prompt(String text, boolean echo) {
    boolean password() {
      return !echo && PASSWORD.matcher(text).find() && !OTHER.matcher(text).find();
    }
  }

  @Override
  protected boolean sendAuthDataRequest(ClientSession session, String service) throws Exception {
    OfferedLogin login = OfferedLogin.of(session);
    if (login == null || !login.passwords().questions() || rounds++ > 0) {
      return false;
    }
    Buffer buffer = LoginMethods.request(session, service, getName());
    buffer.putString("");
    buffer.putString("");
    session.writePacket(buffer);
    return true;
  }

  @Override
  protected boolean processAuthDataRequest(ClientSession session, String service, Buffer buffer) {
    OfferedLogin login = OfferedLogin.of(session);
    if (login == null
        || buffer.getUByte() != SshConstants.SSH_MSG_USERAUTH_INFO_REQUEST
        || rounds++ > MAX_ROUNDS) {
      return false;
    }
    tellPeople(session, buffer.getString(), buffer.getString(), buffer.getString());
    List<Prompt> prompts = prompts(buffer);
    if (prompts.size() > MAX_PROMPTS) {
      login.passwords().tell("the host asked too many questions at once");
      return false;
    }
    if (prompts.stream().anyMatch(Prompt::password) && !login.passwords().turn()) {
      return false;
    }
    answers(login.passwords(), prompts)
        .onComplete(
            answers -> send(session, service, login, answers),
            missing -> LoginMethods.giveUp(session, service));
    return true;
  }

  /** What comes with the questions, or instead of them, such as that nobody may log in now. */
  private static void tellPeople(
      ClientSession session, String title, String instruction, String language) {
    UserInteraction people = session.getUserInteraction();
    String text = shown(title + " " + instruction);
    if (people != null && !text.isEmpty()) {
      people.welcome(session, text, language);
    }
  }

  /** One more than is allowed tells that there are too many. */
  private static List<Prompt> prompts(Buffer buffer) {
    long count = buffer.getUInt();
    List<Prompt> prompts = new ArrayList<>();
    for (long i = 0; i < Math.min(count, MAX_PROMPTS + 1L); i++) {
      prompts.add(new Prompt(shown(buffer.getString()), buffer.getBoolean()));
    }
    return prompts;
  }

  /** It comes from the host, and goes to somebody's screen. */
  private static String shown(String text) {
    String plain = text.replaceAll("\\p{Cntrl}+", " ").strip();
    return plain.length() <= MAX_CHARS ? plain : plain.substring(0, MAX_CHARS) + "…";
  }

  /** One after the other, as a person would; if one is missing the others are wiped. */
  private static Future<List<Secret>> answers(Passwords passwords, List<Prompt> prompts) {
    List<Secret> answers = new ArrayList<>();
    Future<Void> asking = Future.succeededFuture();
    for (Prompt prompt : prompts) {
      String name = prompt.password() ? Secret.SSH_PASSWORD : Secret.SSH_ANSWER;
      asking =
          asking.compose(done -> passwords.find(name, prompt.text()).map(answers::add)).mapEmpty();
    }
    return asking
        .onFailure(missing -> answers.forEach(Secret::close))
        .map(done -> List.copyOf(answers));
  }

  private static void send(
      ClientSession session, String service, OfferedLogin login, List<Secret> answers) {
    if (login.closed()) {
      answers.forEach(Secret::close);
      return;
    }
    Buffer buffer = session.createBuffer(SshConstants.SSH_MSG_USERAUTH_INFO_RESPONSE);
    buffer.putUInt(answers.size());
    answers.forEach(answer -> LoginMethods.put(buffer, answer));
    LoginMethods.sendSecret(session, service, buffer);
  }
}

package dev.tendhost.it.architecture.offenders.core.port;

import dev.tendhost.it.architecture.offenders.core.config.Plain;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;

/** Shows others' types, and ours that are not exported. */
public class ShowsForeign {
  protected List<? super Logger> field;

  public void argument(Map<String, List<? extends JsonObject>> argument) {}

  public Future<Logger> returned() {
    return null;
  }

  public <T extends Logger> void bounded(T argument) {}

  public Plain hidden() {
    return null;
  }

  public void array(JsonObject[][] argument) {}

  public Future<List<ShowsForeign>> allowed(Map<String, int[]> argument) {
    return null;
  }

  void unseen(Logger argument) {}

  public interface Inherits extends Comparable<Logger> {}
}

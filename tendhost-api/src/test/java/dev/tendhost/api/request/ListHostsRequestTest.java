package dev.tendhost.api.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ListHostsRequestTest {

  @ParameterizedTest
  @ValueSource(ints = {Integer.MIN_VALUE, -1, 0, 1001})
  void refusesALimitOutOfRange(int limit) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ListHostsRequest.first().withLimit(limit))
        .withMessage("limit must be 1 to 1000, not " + limit);
    assertThatThrownBy(
            () -> new ObjectMapper().readValue("{\"limit\":" + limit + "}", ListHostsRequest.class))
        .hasRootCauseMessage("limit must be 1 to 1000, not " + limit);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 1000})
  void acceptsTheEndsOfTheRange(int limit) {
    assertThat(ListHostsRequest.first().withLimit(limit).limit()).isEqualTo(limit);
  }
}

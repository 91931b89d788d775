// SPDX-License-Identifier: EPL-2.0
package org.keywright.console.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.keywright.crypto.Bytes;
import org.keywright.crypto.Kcv;
import org.keywright.crypto.KcvMethod;
import org.keywright.transport.Endpoint;

class ViewTest {
  record Inner(int number) {}

  record All(
      String keySet,
      Kcv transportKcv,
      Optional<String> nothing,
      Instant at,
      Duration took,
      Endpoint endpoint,
      boolean ready,
      List<String> words,
      List<Row> rows) {}

  record Row(int id, String name) {}

  private static final All ALL =
      new All(
          "north",
          new Kcv(KcvMethod.TDES_ZERO_BLOCK, Bytes.ofHex("8BAF47")),
          Optional.empty(),
          Instant.parse("2026-01-02T03:04:05Z"),
          Duration.ofMillis(1234),
          Endpoint.parse("sim:ei"),
          true,
          List.of("a", "b"),
          List.of(new Row(1, "one")));

  @Test
  void recordIsLinesOfNameAndValue() {
    assertThat(TextView.lines(ALL, Style.PLAIN))
        .containsExactly(
            "key set        north",
            "transport KCV  8BAF47 (TDES-0)",
            "at             2026-01-02 03:04:05",
            "took           1.2 s",
            "endpoint       sim:ei",
            "ready          yes",
            "words          a, b",
            "ID  NAME",
            " 1  one");
  }

  @Test
  void jsonSaysEveryComponent() {
    assertThat(JsonView.of(ALL))
        .isEqualTo(
            """
            {
              "keySet": "north",
              "transportKcv": {
                "method": "TDES-0",
                "value": "8BAF47"
              },
              "nothing": null,
              "at": "2026-01-02T03:04:05Z",
              "took": 1.234,
              "endpoint": "sim:ei",
              "ready": true,
              "words": [
                "a",
                "b"
              ],
              "rows": [
                {
                  "id": 1,
                  "name": "one"
                }
              ]
            }\
            """);
  }

  @Test
  void plainValueIsAnObjectInJson() {
    assertThat(JsonView.of(Path.of("x"))).isEqualTo("{\n  \"result\": \"x\"\n}");
    assertThat(JsonView.of(null)).isEqualTo("{\n  \"result\": null\n}");
    assertThat(JsonView.of(Map.of("b", 1, "a", 2))).startsWith("{\n  \"a\": 2");
  }

  @Test
  void longValueGoesOnBelowItself() {
    record Job(int id, Map<String, String> parameters) {}
    var job = new Job(3, Map.of("devices", "a\nb", "list", "x".repeat(30), "mode", "new"));

    assertThat(TextView.lines(job, new Style(false, () -> 36)))
        .containsExactly(
            "ID          3",
            "parameters  devices=a, b",
            "            list=" + "x".repeat(30),
            "            mode=new");
    assertThat(TextView.lines(job, Style.PLAIN)).hasSize(2);
  }

  @Test
  void noListIsNothing() {
    assertThat(TextView.lines(List.of(), Style.PLAIN)).isEmpty();
    assertThat(JsonView.of(List.of())).isEqualTo("[]");
  }

  @Test
  void controlCharactersDoNotReachTheTerminal() {
    assertThat(TextView.lines("a\u001b[2Jb", Style.PLAIN)).containsExactly("a\uFFFD[2Jb");
  }
}

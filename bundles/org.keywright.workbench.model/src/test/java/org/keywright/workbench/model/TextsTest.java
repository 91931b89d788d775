// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.keywright.crypto.KeyState;
import org.keywright.transport.Transports;
import org.keywright.transport.pcsc.CardReader;
import org.keywright.vault.ItemState;
import org.keywright.vault.JobState;
import org.keywright.vault.Request;
import org.keywright.vault.Role;

class TextsTest {
  private static Properties texts(String file) throws IOException {
    var properties = new Properties();
    try (Reader reader =
        new InputStreamReader(TextsTest.class.getResourceAsStream(file), StandardCharsets.UTF_8)) {
      properties.load(reader);
    }
    return properties;
  }

  @Test
  void bothLanguagesAreWhole() throws IOException {
    Set<String> english = texts("texts.properties").stringPropertyNames();
    Set<String> german = texts("texts_de.properties").stringPropertyNames();
    assertThat(german).isEqualTo(english);
  }

  @Test
  void bothLanguagesTakeTheSameValues() throws IOException {
    var english = texts("texts.properties");
    var german = texts("texts_de.properties");
    for (String key : english.stringPropertyNames()) {
      for (String value : List.of("{0", "{1", "{2", "{3", "{4")) {
        assertThat(german.getProperty(key).contains(value))
            .as(key)
            .isEqualTo(english.getProperty(key).contains(value));
      }
    }
  }

  @Test
  void everyStateHasAWord() {
    List<Enum<?>> states =
        Stream.of(
                KeyState.values(),
                JobState.values(),
                ItemState.values(),
                Transports.State.values(),
                Role.values(),
                Request.State.values(),
                CardReader.State.values())
            .flatMap(Stream::of)
            .collect(Collectors.toList());
    assertThat(states).allSatisfy(state -> assertThat(Texts.text(state)).isNotBlank());
  }
}

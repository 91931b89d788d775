// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.keywright.crypto.KeyMaterial;

class SecretsTest {
  @Test
  void whatWasTypedIsWipedAndHandedOnAsUtf8() {
    char[] typed = "größer".toCharArray();
    try (var taken = Secrets.consume(typed);
        var expected = KeyMaterial.copyOf("größer".getBytes(StandardCharsets.UTF_8))) {
      assertThat(taken.sameBytesAs(expected)).isTrue();
    }
    assertThat(typed).containsOnly('\0');
  }

  @Test
  void eachAnswerIsACopyAndTheEndWipesTheSecret() throws Exception {
    KeyMaterial secret = Secrets.consume("correct horse".toCharArray());
    KeyMaterial answer;
    try (var secrets = Secrets.of(secret)) {
      answer = secrets.ask("passphrase", false);
    }
    assertThat(secret.wiped()).isTrue();
    assertThat(answer.wiped()).isFalse();
    answer.close();
  }

  @Test
  void whoHasNoAnswerEndsTheStatement() {
    assertThatThrownBy(() -> Secrets.NONE.ask("passphrase", false))
        .isInstanceOf(InterruptedException.class);
  }

  @Test
  void eachQuestionHasItsOwnAnswerAndOthersHaveNone() throws Exception {
    KeyMaterial anna = Secrets.consume("anna's passphrase".toCharArray());
    try (var secrets = Secrets.named(Map.of(Secrets.passphraseOf("anna"), anna))) {
      try (KeyMaterial answer = secrets.ask("passphrase of anna", false)) {
        assertThat(answer.sameBytesAs(anna)).isTrue();
      }
      assertThatThrownBy(() -> secrets.ask("passphrase of bob", false))
          .isInstanceOf(InterruptedException.class);
    }
    assertThat(anna.wiped()).isTrue();
  }
}

// SPDX-License-Identifier: EPL-2.0
package org.keywright.tests.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.keywright.crypto.KeyException;
import org.keywright.transport.LinkException;

/**
 * Sessions are resumed, and neither they nor links outlive what they were agreed under. Whether one
 * is resumed shows by keys that are gone: without them no other handshake succeeds.
 */
@Timeout(60)
class TlsSessionTest {
  private final TlsScene scene;

  TlsSessionTest() throws KeyException, IOException {
    scene = new TlsScene();
  }

  @AfterEach
  void stop() {
    scene.close();
  }

  private void agreeAndLoseTheKeys() throws LinkException {
    scene.assertServed();
    scene.stationIdentity.key().close();
    scene.deskIdentity.key().close();
  }

  @Test
  void sessionsAreResumedFromLinkToLink() throws Exception {
    agreeAndLoseTheKeys();
    for (int i = 0; i < 5; i++) {
      scene.assertServed();
    }
  }

  @Test
  void theyAreNotResumedOnceTheDeskGoesByOtherRules() throws Exception {
    scene.assertServed();
    scene.deskIdentity.key().close();
    scene.assertServed();
    scene.desk.take(scene.authority.list(TlsAuthorities.NOW));
    scene.refusal().contains("does not sign any more");
  }

  @Test
  void theyAreNotResumedOnceTheStationGoesByOtherRules() throws Exception {
    agreeAndLoseTheKeys();
    scene.station.take(scene.authority.list(TlsAuthorities.NOW));
    scene.refusal().contains("the other end cannot use its own key");
  }

  @Test
  void theyAreNotResumedAtAnotherHostName() throws Exception {
    agreeAndLoseTheKeys();
    scene
        .refusal(TlsScene.endpoint("127.0.0.1", scene.port()))
        .contains("is for localhost and not for");
  }

  @Test
  void anOpenLinkGoesOnWhileItsOtherEndIsTrusted() throws Exception {
    try (var link = scene.open()) {
      TlsScene.assertAnswers(link);
      scene.desk.take(scene.authority.list(TlsAuthorities.NOW));
      scene.station.take(scene.authority.list(TlsAuthorities.NOW));
      TlsScene.assertAnswers(link);
    }
  }

  @Test
  void theDeskEndsALinkToAStationThatWasRevoked() throws Exception {
    try (var link = scene.open()) {
      scene.desk.take(scene.authority.list(TlsAuthorities.NOW, scene.stationIdentity.own()));
      assertThatExceptionOfType(LinkException.class)
          .isThrownBy(() -> link.transceive(EchoUnit.COMMAND))
          .withMessageContaining("the other end is not trusted any more")
          .withMessageContaining("was revoked");
    }
  }

  @Test
  void theStationEndsALinkOfADeskThatWasRevoked() throws Exception {
    try (var link = scene.open()) {
      scene.station.take(scene.authority.list(TlsAuthorities.NOW, scene.deskIdentity.own()));
      assertThatExceptionOfType(LinkException.class)
          .isThrownBy(() -> link.transceive(EchoUnit.COMMAND));
    }
  }

  @Test
  void linksEndWithTheVault() throws Exception {
    try (var link = scene.open()) {
      scene.desk.lose("no vault is open");
      assertThatExceptionOfType(LinkException.class)
          .isThrownBy(() -> link.transceive(EchoUnit.COMMAND))
          .withMessageContaining("no vault is open");
    }
    try (var other = new TlsScene();
        var link = other.open()) {
      other.station.lose("no vault is open");
      assertThatExceptionOfType(LinkException.class)
          .isThrownBy(() -> link.transceive(EchoUnit.COMMAND));
    }
  }

  @Test
  void longFramesAndManyAtOnceGoThroughInOrder() throws Exception {
    try (var link = scene.open()) {
      byte[] longest = new byte[65_000];
      Arrays.fill(longest, (byte) 7);
      assertThat(link.transceive(longest)).isEqualTo(EchoUnit.echo(longest));
      TlsScene.assertAnswers(link);
      var batch = List.of(EchoUnit.COMMAND, longest, longest, EchoUnit.COMMAND, longest);
      var answers = link.transceiveAll(batch);
      for (int i = 0; i < batch.size(); i++) {
        assertThat(answers.get(i)).isEqualTo(EchoUnit.echo(batch.get(i)));
      }
    }
  }
}

// SPDX-License-Identifier: EPL-2.0
package org.keywright.crypto.jce.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.keywright.crypto.jce.internal.Samples.hex;

import java.nio.charset.StandardCharsets;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.keywright.crypto.Bytes;
import org.keywright.crypto.KeyException;
import org.keywright.crypto.KeyMaterial;
import org.keywright.crypto.Pake;

/** Two ends agree on a key if they know the same password, and learn nothing else. */
class EcJpakeTest {
  private static final String SM = "SM 0007";
  private static final String PU = "PU bureau";
  private static final String TAN = "12345678903";
  private static final Bytes BINDING = Bytes.ofHex("B1".repeat(32));

  private final EcJpake pakes = new EcJpake(Samples.CURVES);

  @Test
  void twoEndsWithTheSamePasswordHaveTheSameKeyAndAnotherOneEachTime() throws KeyException {
    String once = agreed(begin(SM, PU), begin(PU, SM));
    assertThat(once).hasSize(64).isNotEqualTo(agreed(begin(SM, PU), begin(PU, SM)));
  }

  @Test
  void aWrongPasswordShowsAtTheConfirmationAndNotBefore() throws KeyException {
    var module = begin(SM, PU);
    var unit = pakes.begin(password("12345678904"), PU, SM, BINDING);
    byte[] first = module.first();
    byte[] second = module.second(unit.first());
    byte[] confirmation = module.confirmation(unit.second(first));
    byte[] other = unit.confirmation(second);
    refused(() -> module.confirm(other), "the other end does not know the same secret");
    refused(() -> unit.confirm(confirmation), "the other end does not know the same secret");
  }

  @Test
  void anotherBindingOrNameGivesNoKey() throws KeyException {
    var bound = pakes.begin(password(TAN), PU, SM, Bytes.ofHex("B2".repeat(32)));
    refusedByBoth(begin(SM, PU), bound);
    refusedByBoth(begin(SM, PU), pakes.begin(password(TAN), "PU other", SM, BINDING));
    refusedByBoth(begin(SM, PU), pakes.begin(password(TAN), PU, "SM 0008", BINDING));
  }

  @Test
  void messagesOfOneRunAreNoUseInAnother() throws KeyException {
    var unit = begin(PU, SM);
    var module = begin(SM, PU);
    byte[] oldFirst = module.first();
    byte[] oldSecond = module.second(unit.first());
    var again = begin(PU, SM);
    again.first();
    again.second(oldFirst);
    assertThatThrownBy(() -> again.confirmation(oldSecond))
        .isInstanceOf(KeyException.class)
        .hasMessage("a proof of the other end does not hold");
  }

  @Test
  void ownMessagesSentBackAreRefused() throws KeyException {
    var module = begin(SM, PU);
    byte[] own = module.first();
    refused(() -> module.second(own), "a proof of the other end does not hold");
  }

  @Test
  void aChangedBitOfAnyByteIsRefused() throws KeyException {
    var unit = begin(PU, SM);
    byte[] first = unit.first();
    for (int i = 0; i < first.length; i += 7) {
      byte[] changed = flipped(first, i);
      var module = begin(SM, PU);
      module.first();
      assertThatThrownBy(() -> module.second(changed)).isInstanceOf(KeyException.class);
    }
    var module = begin(SM, PU);
    byte[] second = unit.second(module.first());
    module.second(first);
    byte[] changed = flipped(second, 100);
    assertThatThrownBy(() -> module.confirmation(changed)).isInstanceOf(KeyException.class);
  }

  @Test
  void messagesOfAnotherLengthAndPointsOffTheCurveAreRefused() throws KeyException {
    for (byte[] message : new byte[][] {{}, new byte[323], new byte[325], new byte[324]}) {
      var module = begin(SM, PU);
      module.first();
      assertThatThrownBy(() -> module.second(message)).isInstanceOf(KeyException.class);
    }
  }

  @Test
  void aFailedOrFinishedRunDoesNotGoOn() throws KeyException {
    var module = begin(SM, PU);
    assertThatThrownBy(() -> module.second(new byte[Pake.FIRST_LENGTH]))
        .isInstanceOf(IllegalStateException.class);
    var failed = begin(SM, PU);
    failed.first();
    assertThatThrownBy(() -> failed.second(new byte[1])).isInstanceOf(KeyException.class);
    assertThatThrownBy(() -> failed.second(begin(PU, SM).first()))
        .isInstanceOf(IllegalStateException.class);
    var closed = begin(SM, PU);
    closed.close();
    closed.close();
    assertThatThrownBy(closed::first).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void passwordsAndNamesThatDoNotDoAreRefused() {
    refused(
        () -> pakes.begin(KeyMaterial.copyOf(new byte[0]), SM, PU, BINDING),
        "the password is empty");
    refused(
        () -> pakes.begin(KeyMaterial.copyOf(new byte[3]), SM, PU, BINDING),
        "the password is empty");
    refused(
        () -> pakes.begin(password("1".repeat(32)), SM, PU, BINDING),
        "a password has at most 31 bytes here");
    refused(
        () -> pakes.begin(password(TAN), SM, SM, BINDING),
        "the two ends of a password agreement have different names");
    refused(
        () -> pakes.begin(password(TAN), "Ä", SM, BINDING),
        "a name in a password agreement has 1 to 255 characters of ASCII");
  }

  @Test
  void thePasswordStaysItsOwners() throws KeyException {
    try (var password = password(TAN)) {
      pakes.begin(password, SM, PU, BINDING).close();
      assertThat(password.wiped()).isFalse();
    }
  }

  @Test
  void aStrangerWhoReadTheDocumentAgreesWithUsInEitherRole() throws Exception {
    for (boolean strangerIsModule : new boolean[] {true, false}) {
      String own = strangerIsModule ? PU : SM;
      String other = strangerIsModule ? SM : PU;
      var stranger = new StrangerPake(TAN, other, own, BINDING.toArray());
      var ours = begin(own, other);
      byte[] first = ours.first();
      byte[] second = ours.second(stranger.first());
      byte[] strangerSecond = stranger.second(first);
      byte[] confirmation = ours.confirmation(strangerSecond);
      byte[] strangerConfirmation = stranger.confirmation(second);
      assertThat(hex(ours.confirm(strangerConfirmation)))
          .isEqualTo(hex(stranger.confirm(confirmation)));
    }
  }

  private static void refusedByBoth(Pake module, Pake unit) throws KeyException {
    byte[] first = module.first();
    byte[] unitFirst = unit.first();
    assertThatThrownBy(
            () -> {
              byte[] second = module.second(unitFirst);
              byte[] confirmation = module.confirmation(unit.second(first));
              module.confirm(unit.confirmation(second));
              unit.confirm(confirmation);
            })
        .isInstanceOf(KeyException.class);
  }

  /** Runs the whole of it, and gives the key of both. */
  private static String agreed(Pake module, Pake unit) throws KeyException {
    byte[] first = module.first();
    byte[] second = module.second(unit.first());
    byte[] confirmation = module.confirmation(unit.second(first));
    byte[] unitConfirmation = unit.confirmation(second);
    try (var mine = module.confirm(unitConfirmation);
        var theirs = unit.confirm(confirmation)) {
      assertThat(mine.sameKeyAs(theirs)).isTrue();
      return hex(mine);
    }
  }

  private Pake begin(String own, String peer) throws KeyException {
    return pakes.begin(password(TAN), own, peer, BINDING);
  }

  private static KeyMaterial password(String text) {
    return KeyMaterial.copyOf(text.getBytes(StandardCharsets.US_ASCII));
  }

  private static byte[] flipped(byte[] message, int at) {
    byte[] changed = message.clone();
    changed[at] ^= (byte) (1 << at % 8);
    return changed;
  }

  private static void refused(ThrowingCallable step, String message) {
    assertThatThrownBy(step).isInstanceOf(KeyException.class).hasMessage(message);
  }
}

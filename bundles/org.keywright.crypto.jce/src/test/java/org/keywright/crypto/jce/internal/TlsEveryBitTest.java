// SPDX-License-Identifier: EPL-2.0
package org.keywright.crypto.jce.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Each bit of each record of a talk by TLS is changed, the handshake's too, on the way to either
 * end: what an end hears is what the other one has said, up to where somebody meddled, and not
 * more. The talk after a handshake with certificates is short: its records are protected as those
 * after one with a shared key are, and those are as long as a run of personalization has them.
 */
class TlsEveryBitTest {
  private static final int WORKERS = 2;
  private static final int HEADER = 5;
  private static final int CHANGE_CIPHER_SPEC = 20;
  private static final int HANDSHAKE = 22;

  @ParameterizedTest(name = "to the server {0}, by a shared key {1}")
  @CsvSource({"false,false", "true,false", "false,true", "true,true"})
  void nothingChangedIsHeard(boolean toServer, boolean shared) throws Exception {
    var tasks = new ArrayList<Callable<Integer>>();
    for (int i = 0; i < WORKERS; i++) {
      int worker = i;
      tasks.add(() -> flipEach(new RepeatedTalk(shared), toServer, worker));
    }
    int missed = 0;
    try (var pool = Executors.newFixedThreadPool(WORKERS)) {
      for (var done : pool.invokeAll(tasks)) {
        missed += done.get();
      }
    }
    // The version in the header of a hello, and records of the old kind, are nobody's business.
    assertThat(missed).isLessThan(8 * 3 * HEADER);
  }

  /** Returns how many changes made no difference, because what was changed says nothing. */
  private static int flipEach(RepeatedTalk talk, boolean toServer, int worker) {
    byte[] sent = talk.sent(toServer);
    var undisturbed = talk.heard(toServer, sent);
    assertThat(undisturbed.messages()).isEqualTo(talk.all(toServer));
    assertThat(undisturbed.ended()).isTrue();
    int missed = 0;
    for (int start = 0; start < sent.length; start += length(sent, start)) {
      for (int bit = worker; bit < 8 * length(sent, start); bit += WORKERS) {
        int at = start + bit / 8;
        sent[at] ^= (byte) (1 << bit % 8);
        var heard = talk.heard(toServer, sent);
        sent[at] ^= (byte) (1 << bit % 8);
        int count = heard.messages().size();
        assertThat(heard.messages())
            .as("byte %d", at)
            .isEqualTo(undisturbed.messages().subList(0, count));
        if (heard.ended()) {
          assertThat(heard).isEqualTo(undisturbed);
          assertThat(saysNothing(sent[start], at - start)).as("byte %d", at).isTrue();
          missed++;
        }
      }
    }
    return missed;
  }

  private static boolean saysNothing(byte type, int offset) {
    return type == CHANGE_CIPHER_SPEC || type == HANDSHAKE && offset < HEADER;
  }

  private static int length(byte[] sent, int start) {
    return HEADER + ((sent[start + 3] & 0xFF) << 8 | (sent[start + 4] & 0xFF));
  }
}

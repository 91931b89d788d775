// SPDX-License-Identifier: EPL-2.0
package org.keywright.tests.personalization;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.keywright.crypto.Bytes;
import org.keywright.crypto.KeyMaterial;
import org.keywright.protocol.personalization.ClientChannel;
import org.keywright.protocol.personalization.Instruction;
import org.keywright.protocol.personalization.LifeCycle;
import org.keywright.protocol.personalization.Order;
import org.keywright.protocol.personalization.Policy;
import org.keywright.protocol.personalization.SecuredRoom;
import org.keywright.protocol.personalization.TransactionNumbers;
import org.keywright.protocol.personalization.UnitRun;
import org.keywright.transport.ApduChannel;
import org.keywright.transport.sim.SimulatedModule;

/** Who knows the TAN is personalized, once; who does not is told how often he may still try. */
class TanTest {
  private static final byte[] TAN = ascii("12345678903");
  private static final byte[] OTHER = ascii("99999999990");

  private final Bureau bureau = new Bureau();

  TanTest() {
    bureau.unit.policy = new Policy(true, true, true, 30);
    bureau.unit.tan = Optional.of(TAN);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static void enter(SimulatedModule module, byte[] tan) throws Exception {
    try (var entered = KeyMaterial.copyOf(tan)) {
      module.enterTan(entered);
    }
  }

  private static String status(UnitRun run) {
    return run.refusal().orElseThrow().status().hex();
  }

  @Test
  void theRightTanIsGoodOnce() throws Exception {
    var module = bureau.module("tan-1");
    enter(module, TAN);
    assertThat(bureau.personalize(module).confirmed()).isTrue();
    assertThat(bureau.unit.log).containsExactly("TAN proved", "issued", "confirmed");
    assertThat(Bureau.status(module).tanEntered()).isFalse();
    bureau.unit.kind = Order.Kind.RENEWAL;
    enter(module, TAN);
    assertThat(status(bureau.personalize(module))).isEqualTo("9E20");
  }

  @Test
  void aWrongTanIsRefusedThreeTimesAndThenDead() throws Exception {
    var module = bureau.module("tan-2");
    for (String expected : List.of("63C2", "63C1", "6983")) {
      enter(module, OTHER);
      assertThat(status(bureau.personalize(module))).isEqualTo(expected);
      assertThat(Bureau.status(module).state()).isEqualTo(LifeCycle.IDENTIFIED);
    }
    enter(module, TAN);
    assertThat(status(bureau.personalize(module))).isEqualTo("6983");
    assertThat(bureau.unit.active).isEmpty();
  }

  @Test
  void withoutATanNothingIsDone() throws Exception {
    var module = bureau.module("tan-3");
    assertThat(status(bureau.personalize(module))).isEqualTo("9E24");
    assertThat(bureau.unit.tries).isEqualTo(3);
    bureau.later(Duration.ofMinutes(1));
    enter(module, TAN);
    bureau.later(Duration.ofMinutes(11));
    assertThat(status(bureau.personalize(module))).isEqualTo("9E24");
  }

  @Test
  void aMistypedTanCostsNoTry() {
    var module = bureau.module("tan-4");
    for (int i = 0; i < TAN.length; i++) {
      byte[] mistyped = TAN.clone();
      mistyped[i] = (byte) (mistyped[i] == '9' ? '0' : mistyped[i] + 1);
      byte[] command;
      try (var tan = KeyMaterial.copyOf(mistyped)) {
        command = SecuredRoom.enterTan(tan, 1);
      }
      assertThat(Bureau.send(module, command).status().hex()).isEqualTo("6A80");
    }
    assertThat(bureau.unit.tries).isEqualTo(3);
  }

  @Test
  void madeTansAreWellFormedAndDiffer() {
    var seen = new HashSet<Bytes>();
    for (int i = 0; i < 500; i++) {
      try (var tan = TransactionNumbers.make(bureau.crypto.keys())) {
        byte[] digits = tan.expose(byte[]::clone);
        assertThat(TransactionNumbers.wellFormed(digits)).isTrue();
        seen.add(Bytes.of(digits));
      }
    }
    assertThat(seen).hasSizeGreaterThan(495);
  }

  /**
   * The plain messages of a run, channel and all protection taken away, hold no value that can be
   * computed of the TAN and of what is public; so a guess has nothing that it can be compared with.
   */
  @Test
  void aRecordedRunGivesNothingToTryTansAgainst() throws Exception {
    List<byte[]> good = recorded("tan-5", TAN);
    List<byte[]> bad = recorded("tan-6", OTHER);
    assertThat(good).hasSize(11);
    assertThat(bad).hasSizeLessThan(good.size());
    for (byte[] tan : List.of(TAN, OTHER)) {
      for (List<byte[]> run : List.of(good, bad)) {
        var windows = windows(run);
        for (byte[] value : verifiers(tan, run)) {
          assertThat(windows).doesNotContain(head(value));
        }
      }
    }
    // The same TAN again: no share has anything in common with the ones before.
    List<byte[]> again = recorded("tan-7", TAN);
    var shares = new ArrayList<byte[]>();
    good.stream().filter(m -> (m[0] & 0xFF) == 0xEA).forEach(shares::add);
    var common = windows(shares);
    shares.clear();
    again.stream().filter(m -> (m[0] & 0xFF) == 0xEA).forEach(shares::add);
    common.retainAll(windows(shares));
    assertThat(common).isEmpty();
  }

  private List<byte[]> recorded(String name, byte[] entered) throws Exception {
    var module = bureau.module(name);
    bureau.unit.tan = Optional.of(TAN);
    bureau.unit.tries = 3;
    enter(module, entered);
    module.userAct();
    var messages = new ArrayList<byte[]>();
    var apdus = new ApduChannel(Bureau.link(module, new ArrayList<>()));
    try (var channel = ClientChannel.open(bureau.crypto, apdus, bureau.unit.asClient());
        var run =
            new UnitRun(
                bureau.crypto,
                bureau.unit,
                bureau::now,
                channel.binding(),
                channel.module().leaf())) {
      byte[] said = say(messages, run.begin().message().orElseThrow());
      Bureau.ok(channel.send(Instruction.BEGIN, 0, said));
      said = answer(messages, run, Bureau.ok(channel.send(Instruction.HELLO, 0, new byte[0])));
      Bureau.ok(channel.send(Instruction.PARAMETERS, 0, said));
      byte[] share = new byte[0];
      for (int round = 1; round <= 3; round++) {
        byte[] theirs = Bureau.ok(channel.send(Instruction.TAN_ROUND, round, share));
        share = answer(messages, run, theirs);
      }
      if (run.refusal().isEmpty()) {
        byte[] request = Bureau.ok(channel.send(Instruction.REQUEST, 0, share));
        answer(messages, run, request);
      }
    }
    return messages;
  }

  private static byte[] answer(List<byte[]> messages, UnitRun run, byte[] message) {
    messages.add(message);
    return say(messages, run.receive(message).message().orElseThrow());
  }

  private static byte[] say(List<byte[]> messages, Bytes message) {
    messages.add(message.toArray());
    return message.toArray();
  }

  private static Bytes head(byte[] value) {
    return Bytes.of(Arrays.copyOf(value, 8));
  }

  private static Set<Bytes> windows(List<byte[]> messages) {
    var windows = new HashSet<Bytes>();
    for (byte[] message : messages) {
      for (int i = 16; i + 8 <= message.length; i++) {
        windows.add(Bytes.of(Arrays.copyOfRange(message, i, i + 8)));
      }
    }
    return windows;
  }

  /** Digests and MACs of a TAN with each message, each value in one, and nothing. */
  private static List<byte[]> verifiers(byte[] tan, List<byte[]> run)
      throws GeneralSecurityException {
    var publicValues = new ArrayList<byte[]>();
    publicValues.add(new byte[0]);
    for (byte[] message : run) {
      publicValues.add(message);
      for (int i = 0; i + 32 <= message.length; i += 8) {
        publicValues.add(Arrays.copyOfRange(message, i, i + 32));
      }
    }
    var values = new ArrayList<byte[]>();
    values.add(tan);
    for (String algorithm : List.of("SHA-256", "SHA-1")) {
      for (byte[] value : publicValues) {
        var digest = MessageDigest.getInstance(algorithm);
        digest.update(tan);
        values.add(digest.digest(value));
        digest.update(value);
        values.add(digest.digest(tan));
      }
    }
    var mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(tan, "HmacSHA256"));
    for (byte[] value : publicValues) {
      values.add(mac.doFinal(value));
    }
    return values;
  }
}

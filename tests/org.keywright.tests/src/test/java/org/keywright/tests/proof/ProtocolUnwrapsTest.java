// SPDX-License-Identifier: EPL-2.0
package org.keywright.tests.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.keywright.crypto.Bytes;
import org.keywright.crypto.Exportability;
import org.keywright.crypto.HostKeyRecord;
import org.keywright.crypto.Key;
import org.keywright.crypto.KeyAttributes;
import org.keywright.crypto.KeyBlock;
import org.keywright.crypto.KeyException;
import org.keywright.crypto.KeyMaterial;
import org.keywright.crypto.KeyMode;
import org.keywright.crypto.KeyRecord;
import org.keywright.crypto.KeySpec;
import org.keywright.crypto.KeyUsage;
import org.keywright.crypto.Suite;
import org.keywright.protocol.Refusal;
import org.keywright.protocol.SerialNumber;
import org.keywright.protocol.pairing.CentreExchange;
import org.keywright.protocol.pairing.CodeDemand;
import org.keywright.protocol.pairing.Cryptogram;
import org.keywright.protocol.pairing.HostContact;
import org.keywright.protocol.pairing.HostHello;
import org.keywright.protocol.pairing.HostOrders;
import org.keywright.protocol.pairing.ModuleContact;
import org.keywright.protocol.pairing.ModuleHello;
import org.keywright.protocol.pairing.ModuleOrders;
import org.keywright.protocol.pairing.RowState;
import org.keywright.protocol.personalization.Cryptography;
import org.keywright.protocol.personalization.KeyLoad;
import org.keywright.protocol.personalization.TanDelivery;
import org.keywright.protocol.personalization.TransactionKeys;
import org.keywright.tests.TestCrypto;
import org.keywright.tests.TestCurves;
import org.keywright.transport.TlvException;
import org.keywright.transport.TlvReader;
import org.keywright.transport.TlvWriter;

/**
 * What the protocols of pairing and personalization carry wrapped does not open if anything of it
 * is another, and says one thing then. That it is looked at only behind a MAC or on a channel is no
 * part of this: here it stands alone.
 */
class ProtocolUnwrapsTest {
  private static final SerialNumber UNIT = SerialNumber.parse("FU-1");
  private static final String ONE =
      "8F1C5A0E6B7D4939A2C4E6F80B1D2F3A8F1C5A0E6B7D4939A2C4E6F80B1D2F3A";
  private static final String OTHER =
      "D3A1F07B5C9E2846E1B3C5D7F9081A2CD3A1F07B5C9E2846E1B3C5D7F9081A2C";

  private static final TestCrypto CRYPTO = new TestCrypto();
  private static final Suite SUITE = CRYPTO.literal();
  private static final Cryptography CURVES = TestCurves.cryptography(CRYPTO);

  /**
   * One thing that is carried wrapped.
   *
   * @param name what it is
   * @param good as it is carried
   * @param opening opens it under a key of hex digits, and closes it again
   */
  record Way(String name, byte[] good, Opening opening) {
    @Override
    public String toString() {
      return name;
    }

    /** What is said, or nothing if it opens. */
    String said(byte[] changed, String key) {
      try {
        opening.open(changed, key);
        return "";
      } catch (KeyException e) {
        return "refused: " + e.getMessage();
      } catch (Refusal e) {
        return "refused: " + e.status();
      } catch (TlvException e) {
        return "refused: it is laid out otherwise";
      }
    }
  }

  @FunctionalInterface
  interface Opening {
    void open(byte[] changed, String key) throws KeyException, Refusal, TlvException;
  }

  private static Key key(String hex) {
    return TestCrypto.aes(hex);
  }

  private static KeyRecord record() {
    var attributes =
        new KeyAttributes(
            new KeyUsage("D0"), KeyMode.ENCRYPT_DECRYPT, Exportability.NON_EXPORTABLE);
    return new KeyRecord(attributes, 7, key(OTHER));
  }

  static Stream<Way> ways() throws Exception {
    return Stream.of(
        cryptogram(),
        generation(),
        leaf(),
        code(),
        codeOfContact(),
        handedOver(),
        controlWord(),
        transactionKey(),
        keyBlock(),
        number());
  }

  private static HostHello hello() {
    return new HostHello(SerialNumber.parse("MH-1"), Bytes.of(new byte[16]), Bytes.of((byte) 1));
  }

  private static ModuleHello answer() {
    return new ModuleHello(
        1, SerialNumber.parse("MS-1"), Bytes.of(new byte[16]), RowState.UNKNOWN, 0);
  }

  /** A contact up to the code, as both ends see it; the host's key is always the same there. */
  private record Met(HostContact host, byte[] pair, byte[] code) implements AutoCloseable {
    private static final CodeDemand DEMAND = new CodeDemand(true, 3, "5949");

    static Met upToTheCode() throws KeyException {
      var host = new HostContact(hello());
      host.greeted(SUITE, answer(), answer().encode());
      byte[] pair = host.pair(1, Bytes.of(new byte[64]));
      try (var digits = KeyMaterial.copyOf("28007673".getBytes(StandardCharsets.US_ASCII))) {
        host.asked(DEMAND.encode());
        return new Met(host, pair, host.enterCode(key(ONE), digits));
      } catch (TlvException e) {
        throw new AssertionError(e);
      }
    }

    /** The module, which knows the host by this key. */
    ModuleContact module(String hostKey) {
      var contact = new ModuleContact(SUITE, hello(), hello().encode(), answer());
      try (var record = new HostKeyRecord(1, 1, 0, hello().host().value(), key(hostKey))) {
        contact.ask(record, pair, DEMAND);
      }
      return contact;
    }

    @Override
    public void close() {
      host.close();
    }
  }

  private static Way codeOfContact() throws Exception {
    try (var met = Met.upToTheCode()) {
      return new Way(
          "code on its way to a module",
          TlvReader.of(met.code()).take(0x9A, 24, 72),
          (changed, key) -> {
            try (var again = Met.upToTheCode();
                var module = again.module(key)) {
              module.openCode(changed).close();
            }
          });
    }
  }

  private static Way handedOver() throws Exception {
    try (var met = Met.upToTheCode();
        var module = met.module(ONE)) {
      var in = TlvReader.of(module.handOver(key(OTHER), met.code()));
      byte[] wrapped = in.take(0xAD, 24, 72);
      byte[] mac = in.take(0x8E, 16);
      return new Way(
          "pairing key on its way to a host",
          wrapped,
          (changed, key) -> {
            try (var again = Met.upToTheCode()) {
              byte[] said = new TlvWriter(128).put(0xAD, changed).put(0x8E, mac).toBytes();
              again.host().paired(key(key), said).close();
            }
          });
    }
  }

  /** The MAC of each changed word is right, so that the wrap alone is left to refuse it. */
  private static Way controlWord() throws Exception {
    Key macKey =
        SUITE
            .derivation()
            .diversifyAll(
                key(ONE),
                List.of("KW3.SK.ENC", "KW3.SK.MAC", "KW3.SK.CW"),
                KeySpec.AES_256,
                answer().module().value().toArray(),
                hello().host().value().toArray(),
                answer().challenge().toArray(),
                hello().challenge().toArray())
            .get(1);
    try (var met = Met.upToTheCode();
        var module = met.module(ONE)) {
      module.verifies(key(ONE), new byte[0], new byte[16]);
      module.open();
      byte[] word = module.session().protectControlWord(TestCrypto.aes(OTHER.substring(0, 32)));
      return new Way(
          "control word of a session",
          TlvReader.of(word).take(0xB6, 32),
          (changed, key) -> {
            try (var again = Met.upToTheCode()) {
              again.host().verify(key(key));
              byte[] message = new TlvWriter(96).put(0xB6, changed).toBytes();
              byte[] covered = new byte[9 + message.length];
              covered[0] = 5;
              System.arraycopy(message, 0, covered, 9, message.length);
              byte[] mac = SUITE.mac().mac(macKey, covered);
              byte[] whole = new TlvWriter(128).raw(message).put(0x8E, mac).toBytes();
              again.host().session().openControlWord(whole).close();
            }
          });
    }
  }

  private static Way cryptogram() throws KeyException {
    var record = new HostKeyRecord(3, 1, 0, UNIT.value(), key(OTHER));
    return new Way(
        "cryptogram",
        Cryptogram.seal(SUITE, key(ONE), record).toArray(),
        (changed, key) -> Cryptogram.open(SUITE, key(key), 3, Bytes.of(changed)).close());
  }

  private static Way generation() throws Exception {
    byte[] order = new ModuleOrders(SUITE, key(ONE), UNIT).loadGeneration(5, 3, key(OTHER)).data();
    var in = TlvReader.of(order);
    in.take(0xA6, 2);
    return new Way(
        "key of a generation",
        in.take(0x9C, 24, 64),
        (changed, key) -> {
          try (var orders = new ModuleOrders(SUITE, key(key), UNIT)) {
            orders.openGeneration(changed).close();
          }
        });
  }

  private static Way leaf() throws Exception {
    byte[] order =
        new HostOrders(SUITE, key(ONE), UNIT)
            .renew(5, 3, Bytes.of(new byte[64]), Optional.of(key(OTHER)))
            .data();
    var in = TlvReader.of(order);
    in.take(0xA6, 2);
    in.take(0xA9, 64);
    return new Way(
        "leaf of a host",
        in.take(0x9C, 24, 64),
        (changed, key) -> {
          try (var orders = new HostOrders(SUITE, key(key), UNIT)) {
            orders.openHostKey(changed).close();
          }
        });
  }

  private static CentreExchange exchange(String key) throws KeyException {
    var challenge = Bytes.of(new byte[CentreExchange.CHALLENGE_LENGTH]);
    return new CentreExchange(SUITE, key(key), CentreExchange.CODE, "desk 1", challenge, challenge);
  }

  private static Way code() throws KeyException {
    try (var exchange = exchange(ONE);
        var digits = KeyMaterial.copyOf(new byte[] {'3', '1', '8', '5'})) {
      return new Way(
          "code of the centre",
          exchange.wrap(digits).toArray(),
          (changed, key) -> {
            try (var other = exchange(key)) {
              other.unwrap(Bytes.of(changed)).close();
            }
          });
    }
  }

  private static Opening transaction(KeyLoad.Form form) {
    return (changed, key) ->
        new TransactionKeys(CURVES, UNIT, key(key), key(OTHER))
            .open(new KeyLoad(form, 1, 7, Bytes.of(changed)))
            .close();
  }

  private static Way transactionKey() throws KeyException {
    try (KeyRecord record = record();
        KeyMaterial encoded = record.encode()) {
      return new Way(
          "transaction key as a record",
          SUITE.wrap().wrap(key(ONE), encoded),
          transaction(KeyLoad.Form.KEY_RECORD));
    }
  }

  private static Way keyBlock() throws KeyException {
    try (KeyRecord record = record()) {
      var header = new KeyBlock.Header('D', record.attributes(), 'A', "00", List.of());
      String text = CURVES.keyBlocks().wrap(header, record.key(), key(ONE)).text();
      return new Way(
          "transaction key as a key block",
          text.getBytes(StandardCharsets.US_ASCII),
          transaction(KeyLoad.Form.KEY_BLOCK));
    }
  }

  private static Way number() throws KeyException {
    Instant expiry = Instant.parse("2026-01-01T00:00:00Z");
    try (var digits = KeyMaterial.copyOf("12345678901".getBytes(StandardCharsets.US_ASCII))) {
      return new Way(
          "transaction number",
          TanDelivery.seal(CRYPTO.sealing, key(ONE), UNIT, expiry, digits).sealed().toArray(),
          (changed, key) ->
              new TanDelivery(expiry, Bytes.of(changed))
                  .open(CRYPTO.sealing, key(key), UNIT)
                  .close());
    }
  }

  @ParameterizedTest
  @MethodSource("ways")
  void anyBitThatWasTurnedIsRefusedInOneWay(Way way) {
    assertThat(way.said(way.good(), ONE)).isEmpty();
    var said = new LinkedHashSet<String>();
    for (int bit = 0; bit < 8 * way.good().length; bit++) {
      byte[] changed = way.good().clone();
      changed[bit / 8] ^= (byte) (1 << bit % 8);
      String answer = way.said(changed, ONE);
      assertThat(answer).as("bit %d", bit).isNotEmpty();
      said.add(answer);
    }
    assertThat(said).hasSize(1);
  }

  @ParameterizedTest
  @MethodSource("ways")
  void anyOtherLengthIsRefused(Way way) {
    var said = new HashSet<String>();
    for (int length = 0; length < way.good().length + 33; length++) {
      if (length != way.good().length) {
        said.add(way.said(Arrays.copyOf(way.good(), length), ONE).replaceAll("[0-9]+", "N"));
      }
    }
    assertThat(said).allMatch(answer -> answer.startsWith("refused: ")).hasSizeLessThan(4);
  }

  @ParameterizedTest
  @MethodSource("ways")
  void anotherKeyOpensNothing(Way way) {
    assertThat(way.said(way.good(), OTHER)).startsWith("refused: ");
  }

  @ParameterizedTest
  @MethodSource("ways")
  void whatAnotherThingWasWrappedAsOpensAsNothingElse(Way way) throws Exception {
    for (Way other : ways().toList()) {
      if (!other.name().equals(way.name())) {
        assertThat(way.said(other.good(), ONE)).as(other.name()).startsWith("refused: ");
      }
    }
  }
}

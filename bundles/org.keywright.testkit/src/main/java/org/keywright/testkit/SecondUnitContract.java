// SPDX-License-Identifier: EPL-2.0
package org.keywright.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.keywright.crypto.Bytes;
import org.keywright.crypto.Key;
import org.keywright.crypto.KeyException;
import org.keywright.crypto.KeySpec;
import org.keywright.crypto.Keys;
import org.keywright.crypto.Suite;
import org.keywright.crypto.jce.StandaloneCrypto;
import org.keywright.protocol.Application;
import org.keywright.protocol.download.ExportRequest;
import org.keywright.protocol.download.Instruction;
import org.keywright.protocol.download.LoadReceipt;
import org.keywright.protocol.download.UnitStatus;
import org.keywright.protocol.download.UnitStatus.PlaceState;
import org.keywright.transport.LinkException;
import org.keywright.transport.ResponseApdu;
import org.keywright.transport.TlvWriter;

/**
 * What a module that takes keys, the second unit (EI) of the download protocol, must answer
 * (download protocol, sections 6 and 8): it is loaded, proves it, uses the key, and refuses with
 * the right word whatever is old, changed, for another, or out of order.
 *
 * <p>Extend it and name a link to a module that is installed with a transport key made for the
 * test. Each test begins at a place that was never loaded: give it a new module or another place.
 */
public abstract class SecondUnitContract extends UnitContract {
  private static final byte[] CHALLENGE = {1, 2, 3, 4, 5, 6, 7, 8};

  private final StandaloneCrypto crypto = new StandaloneCrypto();
  private FirstUnit first;

  /** Called by the test framework, through the subclass. */
  protected SecondUnitContract() {}

  /** The transport key T of the module, made for this test; stays the subclass's. */
  protected abstract Key transportKey();

  /** A place that takes any key and was never loaded; the same one during a test. */
  protected abstract int place();

  /** The suite of the loads. */
  protected Suite suite() throws KeyException {
    return crypto.suite(0x01);
  }

  /** Makes keys and random numbers. */
  protected Keys keys() {
    return crypto.keys();
  }

  /** Whether the module carries out GET CHALLENGE and ERASE KEY. */
  protected boolean erases() {
    return true;
  }

  @Override
  protected final Application application() {
    return Application.EI;
  }

  @BeforeEach
  final void makeTheFirstUnit() throws KeyException {
    first = new FirstUnit(suite(), keys(), transportKey());
  }

  @Test
  final void statusHasTheSuiteAndTheEmptyPlace() throws Exception {
    try (var module = module()) {
      var status = module.status();
      assertThat(status.installed()).isTrue();
      assertThat(status.suites().toArray()).contains((byte) suite().id());
      assertThat(status.floor()).isLessThanOrEqualTo(suite().id());
      assertThat(status.transportKeyVersion()).isPositive();
      assertThat(state(status)).isEqualTo(new UnitStatus.Place(place(), 0, PlaceState.EMPTY));
    }
  }

  @Test
  final void aRequestSaysWhoAsksForWhat() throws Exception {
    try (var module = module()) {
      var status = module.status();
      var request = ExportRequest.decode(module.prepare(suite().id(), 7, place()));
      assertThat(request.suite()).isEqualTo(suite().id());
      assertThat(request.offered()).isEqualTo(status.suites());
      assertThat(request.serialNumber()).isEqualTo(status.serialNumber());
      assertThat(request.setId()).isEqualTo(status.setId());
      assertThat(request.transportKeyVersion()).isEqualTo(status.transportKeyVersion());
      assertThat(request.ref1()).isEqualTo(7);
      assertThat(request.ref2()).isEqualTo(place());
      var next = ExportRequest.decode(module.prepare(suite().id(), 7, place()));
      assertThat(next.challenge()).as("a new challenge").isNotEqualTo(request.challenge());
    }
  }

  @Test
  final void aKeyIsLoadedProvedAndUsed() throws Exception {
    try (var module = module();
        var key = keys().generate(KeySpec.AES_128)) {
      var message = first.message(module.prepare(suite().id(), 1, place()), key, 3);
      var answer = module.importKey(0, message.encoded());
      assertThat(answer.status().hex()).isEqualTo("9000");
      assertThat(message.isProvedBy(answer.data())).as("the receipt").isTrue();
      assertThat(LoadReceipt.decode(answer.data()).keyVersion()).isEqualTo(3);
      assertThat(module.loadStatus(place()).data())
          .as("GET LOAD STATUS, byte for byte")
          .isEqualTo(answer.data());
      assertThat(state(module.status()))
          .isEqualTo(new UnitStatus.Place(place(), 3, PlaceState.LOADED));
      byte[] expected = first.use(key, module.status().serialNumber(), place(), CHALLENGE);
      assertThat(Bytes.of(module.use(place(), CHALLENGE).data()))
          .as("USE KEY")
          .isEqualTo(Bytes.of(new TlvWriter().put(0x8E, expected).toBytes()));
    }
  }

  @Test
  final void aLoadOutlivesTheConnection() throws Exception {
    byte[] receipt;
    try (var module = module();
        var key = keys().generate(KeySpec.AES_128)) {
      receipt = load(module, key, 1, 0).data();
    }
    try (var module = module()) {
      assertThat(module.loadStatus(place()).data()).isEqualTo(receipt);
    }
  }

  @Test
  final void aMessageLoadsOnce() throws Exception {
    try (var module = module();
        var key = keys().generate(KeySpec.AES_128)) {
      var message = first.message(module.prepare(suite().id(), 1, place()), key, 1);
      assertThat(module.importKey(0, message.encoded()).status().hex()).isEqualTo("9000");
      assertThat(module.importKey(1, message.encoded()).status().hex()).isEqualTo("6984");
    }
  }

  @Test
  final void aNewRequestEndsTheLast() throws Exception {
    try (var module = module();
        var key = keys().generate(KeySpec.AES_128)) {
      var message = first.message(module.prepare(suite().id(), 1, place()), key, 1);
      module.prepare(suite().id(), 1, place());
      assertThat(module.importKey(0, message.encoded()).status().hex()).isEqualTo("6984");
    }
  }

  @Test
  final void everyImportSpendsTheChallenge() throws Exception {
    try (var module = module();
        var key = keys().generate(KeySpec.AES_128)) {
      var message = first.message(module.prepare(suite().id(), 1, place()), key, 1);
      assertThat(module.importKey(2, message.encoded()).status().hex()).isEqualTo("6A86");
      assertThat(module.importKey(0, message.encoded()).status().hex()).isEqualTo("6984");
    }
  }

  @Test
  final void aMessageWithAnyByteChangedLoadsNothing() throws Exception {
    try (var module = module();
        var key = keys().generate(KeySpec.AES_128)) {
      int length = first.message(module.prepare(suite().id(), 1, place()), key, 1).length();
      var words = new ArrayList<String>();
      for (int at = 0; at < length; at++) {
        byte[] message = first.message(module.prepare(suite().id(), 1, place()), key, 1).encoded();
        message[at] ^= 0x10;
        words.add(module.importKey(0, message).status().hex());
      }
      assertThat(words)
          .as("a word for each changed byte")
          .isSubsetOf("6A80", "6A88", "6984", "6988", "9E02", "9E04");
      assertThat(state(module.status()).state()).isEqualTo(PlaceState.EMPTY);
    }
  }

  @Test
  final void whatFailsBeforeAndBehindTheCertificateHasItsOwnWord() throws Exception {
    try (var module = module();
        var key = keys().generate(KeySpec.AES_128);
        var otherT = keys().generate(suite().keySpec())) {
      var stranger = new FirstUnit(suite(), keys(), otherT);
      assertThat(refusal(module, stranger, key)).as("another transport key").isEqualTo("6988");
      assertThat(refusal(module, first.withBentWrap(), key)).as("a bent wrap").isEqualTo("6988");
      assertThat(refusal(module, first.withBentSas(), key)).as("a bent SAS").isEqualTo("9E01");
      assertThat(state(module.status()).state()).isEqualTo(PlaceState.EMPTY);
    }
  }

  @Test
  final void aMessageForAnotherModuleIsRefused() throws Exception {
    try (var module = module();
        var key = keys().generate(KeySpec.AES_128)) {
      var message = first.message(module.prepare(suite().id(), 1, place()), key, 1);
      assertThat(module.importKey(0, message.forAnother()).status().hex()).isEqualTo("9E02");
    }
  }

  @Test
  final void whatIsNotThereIsSaidToBeSo() throws Exception {
    try (var module = module()) {
      assertThat(module.tryPrepare(suite().id(), 1, 0).status().hex()).isEqualTo("6A88");
      assertThat(module.tryPrepare(0x7F, 1, place()).status().hex()).isEqualTo("9E04");
      assertThat(module.loadStatus(place()).status().hex()).isEqualTo("6985");
      assertThat(module.use(place(), CHALLENGE).status().hex()).isEqualTo("6985");
      assertThat(module.loadStatus(0).status().hex()).isEqualTo("6A88");
    }
  }

  @Test
  final void dataThatAreNotLaidOutStrictlyAreRefused() throws Exception {
    byte[] right = new TlvWriter().putNumber(0x83, place(), 2).putNumber(0x82, 1, 2).toBytes();
    var bent =
        List.of(
            new TlvWriter().putNumber(0x82, 1, 2).putNumber(0x83, place(), 2).toBytes(),
            new TlvWriter().raw(right).raw(right).toBytes(),
            new TlvWriter().raw(right).raw(new byte[1]).toBytes(),
            new TlvWriter().putNumber(0x83, place(), 2).toBytes(),
            new TlvWriter().putNumber(0x83, place(), 1).putNumber(0x82, 1, 2).toBytes(),
            new byte[] {(byte) 0x83, (byte) 0x81, 2, 0, 1, (byte) 0x82, 2, 0, 1});
    try (var module = module()) {
      for (byte[] data : bent) {
        assertThat(module.send(Instruction.PREPARE, suite().id(), data).status().hex())
            .as(Bytes.of(data).hex())
            .isEqualTo("6A80");
      }
      assertThat(module.send(Instruction.PREPARE, suite().id(), right).status().hex())
          .isEqualTo("9000");
    }
  }

  @Test
  final void theModeHasToFitThePlace() throws Exception {
    try (var module = module();
        var key = keys().generate(KeySpec.AES_128)) {
      assertThat(load(module, key, 1, 1).status().hex()).as("replace nothing").isEqualTo("6985");
      assertThat(load(module, key, 1, 0).status().hex()).isEqualTo("9000");
      assertThat(load(module, key, 2, 0).status().hex()).as("fill a full place").isEqualTo("6985");
    }
  }

  @Test
  final void versionsOnlyRise() throws Exception {
    try (var module = module();
        var key = keys().generate(KeySpec.AES_128);
        var other = keys().generate(KeySpec.AES_128)) {
      byte[] receipt = load(module, key, 5, 0).data();
      assertThat(load(module, key, 5, 1).data()).as("the same again").isEqualTo(receipt);
      assertThat(load(module, other, 5, 1).status().hex()).as("another key").isEqualTo("9E03");
      assertThat(load(module, other, 4, 1).status().hex()).as("going back").isEqualTo("9E03");
      assertThat(module.loadStatus(place()).data()).isEqualTo(receipt);
      assertThat(load(module, other, 6, 1).status().hex()).isEqualTo("9000");
      assertThat(state(module.status()).keyVersion()).isEqualTo(6);
    }
  }

  @Test
  final void anErasedPlaceKeepsItsVersion() throws Exception {
    assumeTrue(erases(), "the module does not erase from afar");
    try (var module = module();
        var key = keys().generate(KeySpec.AES_128)) {
      load(module, key, 2, 0);
      byte[] wrong = module.erasure(first, place());
      wrong[wrong.length - 1] ^= 1;
      assertThat(module.erase(suite().id(), wrong)).as("another MAC").isEqualTo("6988");
      byte[] right = module.erasure(first, place());
      assertThat(module.erase(suite().id(), right)).isEqualTo("9000");
      assertThat(module.erase(suite().id(), right)).as("the same again").isEqualTo("6984");
      assertThat(module.use(place(), CHALLENGE).status().hex()).isEqualTo("6985");
      assertThat(module.loadStatus(place()).status().hex()).isEqualTo("6985");
      assertThat(state(module.status()))
          .isEqualTo(new UnitStatus.Place(place(), 2, PlaceState.ERASED));
      assertThat(load(module, key, 2, 0).status().hex()).as("the same version").isEqualTo("9E03");
      assertThat(load(module, key, 3, 0).status().hex()).isEqualTo("9000");
    }
  }

  private SecondUnit module() throws LinkException {
    return new SecondUnit(open());
  }

  private ResponseApdu load(SecondUnit module, Key key, int version, int mode) throws Exception {
    var message = first.message(module.prepare(suite().id(), 1, place()), key, version);
    return module.importKey(mode, message.encoded());
  }

  private String refusal(SecondUnit module, FirstUnit from, Key key) throws Exception {
    var message = from.message(module.prepare(suite().id(), 1, place()), key, 1);
    return module.importKey(0, message.encoded()).status().hex();
  }

  private UnitStatus.Place state(UnitStatus status) {
    Optional<UnitStatus.Place> found =
        status.places().stream().filter(each -> each.ref2() == place()).findFirst();
    return found.orElseThrow(() -> new AssertionError("STATUS lists no place " + place()));
  }
}

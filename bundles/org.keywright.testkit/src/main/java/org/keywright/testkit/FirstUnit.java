// SPDX-License-Identifier: EPL-2.0
package org.keywright.testkit;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.keywright.crypto.Exportability;
import org.keywright.crypto.Key;
import org.keywright.crypto.KeyAttributes;
import org.keywright.crypto.KeyException;
import org.keywright.crypto.KeyMaterial;
import org.keywright.crypto.KeyMode;
import org.keywright.crypto.KeyRecord;
import org.keywright.crypto.KeyUsage;
import org.keywright.crypto.KeyWrap;
import org.keywright.crypto.Keys;
import org.keywright.crypto.Mac;
import org.keywright.crypto.Suite;
import org.keywright.protocol.SerialNumber;
import org.keywright.protocol.download.Authorisation;
import org.keywright.protocol.download.ExportRequest;
import org.keywright.protocol.download.Instruction;
import org.keywright.protocol.download.KeyExport;
import org.keywright.protocol.download.KeyUse;
import org.keywright.protocol.download.LoadMessage;
import org.keywright.protocol.download.LoadReceipt;
import org.keywright.protocol.download.UnitStatus;
import org.keywright.transport.TlvException;

/** A first unit in memory, which can be told to make messages that are wrong in one thing. */
final class FirstUnit {
  private static final KeyAttributes DATA_KEY =
      new KeyAttributes(new KeyUsage("D0"), KeyMode.ENCRYPT_DECRYPT, Exportability.EXPORTABLE);

  private final Suite suite;
  private final Keys keys;
  private final Key transportKey;
  private final AtomicLong sequence = new AtomicLong();

  FirstUnit(Suite suite, Keys keys, Key transportKey) {
    this.suite = suite;
    this.keys = keys;
    this.transportKey = transportKey;
  }

  /** One made message. */
  record Message(KeyExport.Exported exported) {
    byte[] encoded() {
      return exported.encoded().toArray();
    }

    int length() {
      return exported.encoded().length();
    }

    boolean isProvedBy(byte[] receipt) throws TlvException {
      return KeyExport.matches(exported.receiptDigest(), LoadReceipt.decode(receipt));
    }

    /** The same with another serial number in it. */
    byte[] forAnother() {
      var m = exported.message();
      byte[] serial = m.serialNumber().value().toArray();
      serial[0] ^= 1;
      return new LoadMessage(
              m.suite(),
              SerialNumber.of(serial),
              m.ref2(),
              m.challenge(),
              m.answer(),
              m.keyVersion(),
              m.sequence(),
              m.wrap(),
              m.sas(),
              m.cas())
          .encode();
    }
  }

  /** EXPORTKEY for a request, of a key that stays the caller's. */
  Message message(byte[] request, Key key, int version) throws TlvException, KeyException {
    try (var record = new KeyRecord(DATA_KEY, version, key.copy())) {
      return new Message(
          new KeyExport(keys)
              .export(
                  suite,
                  transportKey,
                  record,
                  false,
                  ExportRequest.decode(request),
                  request,
                  keys.random(ExportRequest.CHALLENGE_LENGTH),
                  sequence.incrementAndGet()));
    }
  }

  /** What the module must answer to USE KEY. */
  byte[] use(Key key, SerialNumber serialNumber, int ref2, byte[] challenge) throws KeyException {
    return KeyUse.answer(suite, key, serialNumber, ref2, challenge);
  }

  /** The MAC that lets the module carry out one command. */
  byte[] leave(UnitStatus module, byte[] challenge, Instruction instruction, byte[] data)
      throws KeyException {
    return Authorisation.mac(
        suite,
        transportKey,
        module.setId(),
        module.transportKeyVersion(),
        module.serialNumber(),
        challenge,
        instruction,
        data);
  }

  /** One whose CAS is right and whose wrap does not open. */
  FirstUnit withBentWrap() {
    return with(new BentWrap(suite.wrap()), suite.mac());
  }

  /** One whose CAS and wrap are right and whose SAS is not. */
  FirstUnit withBentSas() {
    return with(suite.wrap(), new BentSas(suite.mac()));
  }

  private FirstUnit with(KeyWrap wrap, Mac mac) {
    var bent =
        new Suite(
            suite.id(),
            suite.name(),
            Optional.empty(),
            suite.keySpec(),
            suite.algo1(),
            suite.derivation(),
            wrap,
            mac);
    return new FirstUnit(bent, keys, transportKey);
  }

  private record BentWrap(KeyWrap right) implements KeyWrap {
    @Override
    public String name() {
      return right.name();
    }

    @Override
    public byte[] wrap(Key kek, KeyMaterial secret) throws KeyException {
      byte[] wrapped = right.wrap(kek, secret);
      wrapped[wrapped.length - 1] ^= 1;
      return wrapped;
    }

    @Override
    public KeyMaterial unwrap(Key kek, byte[] wrapped) throws KeyException {
      return right.unwrap(kek, wrapped);
    }
  }

  /** Only SAS is over a secret. */
  private record BentSas(Mac right) implements Mac {
    @Override
    public String name() {
      return right.name();
    }

    @Override
    public int length() {
      return right.length();
    }

    @Override
    public byte[] mac(Key key, byte[] data) throws KeyException {
      return right.mac(key, data);
    }

    @Override
    public byte[] mac(Key key, KeyMaterial secret, byte[] data) throws KeyException {
      byte[] code = right.mac(key, secret, data);
      code[0] ^= 1;
      return code;
    }
  }
}

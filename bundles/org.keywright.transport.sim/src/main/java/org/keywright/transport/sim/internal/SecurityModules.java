// SPDX-License-Identifier: EPL-2.0
package org.keywright.transport.sim.internal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Optional;
import org.keywright.crypto.Bytes;
import org.keywright.crypto.Cbc;
import org.keywright.crypto.EcKeys;
import org.keywright.crypto.EntropySource;
import org.keywright.crypto.Hkdf;
import org.keywright.crypto.Key;
import org.keywright.crypto.KeyBlocks;
import org.keywright.crypto.KeyException;
import org.keywright.crypto.Keys;
import org.keywright.crypto.Pakes;
import org.keywright.crypto.Sealing;
import org.keywright.crypto.Suites;
import org.keywright.crypto.channel.SecureChannels;
import org.keywright.crypto.pki.Certificates;
import org.keywright.protocol.SerialNumber;
import org.keywright.protocol.personalization.Cryptography;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Makes security modules. A service of its own, so that the public-key cryptography that they need
 * is not made before the first of them is.
 */
@Component(service = SecurityModules.class)
public final class SecurityModules {
  private static final int LITERAL = 0x01;
  private static final String FIRMWARE = "Keywright simulated security module 1";

  private final Cryptography crypto;
  private final SecureChannels channels;
  private final EntropySource noise;
  private final Patience patience;

  /** Takes the services. */
  @Activate
  public SecurityModules(
      @Reference EcKeys ecKeys,
      @Reference Hkdf hkdf,
      @Reference Pakes pakes,
      @Reference Certificates certificates,
      @Reference Keys keys,
      @Reference KeyBlocks keyBlocks,
      @Reference Sealing sealing,
      @Reference Cbc cbc,
      @Reference Suites suites,
      @Reference SecureChannels channels)
      throws KeyException {
    this(
        new Cryptography(
            ecKeys,
            hkdf,
            pakes,
            certificates,
            keys,
            keyBlocks,
            sealing,
            cbc,
            suites.require(LITERAL)),
        channels,
        new SecureRandom()::nextBytes);
  }

  /**
   * Makes it without a framework.
   *
   * @param channels by which the modules dial
   * @param noise of which the modules make their keys
   */
  public SecurityModules(Cryptography crypto, SecureChannels channels, EntropySource noise) {
    this(crypto, channels, noise, Patience.USUAL);
  }

  /** The same, with modules that wait no longer than this. */
  public SecurityModules(
      Cryptography crypto, SecureChannels channels, EntropySource noise, Patience patience) {
    this.crypto = crypto;
    this.channels = channels;
    this.noise = noise;
    this.patience = patience;
  }

  /** The network side of one. */
  Dialling dialling(String name, SmProgram program) {
    return new Dialling(name, program, channels, patience);
  }

  /** Makes the program of one. */
  SmProgram program(
      SerialNumber module, InstantSource clock, Key storeKey, Optional<StateFile> file)
      throws IOException {
    var layout = new SmLayout(crypto.certificates());
    var memory =
        new NonVolatile<>(layout, crypto.sealing(), storeKey, file, SmMemory.blank(module));
    return new SmProgram(new ModuleCore(crypto, noise, firmwareDigest(), clock, memory));
  }

  private static Bytes firmwareDigest() {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      return Bytes.of(digest.digest(FIRMWARE.getBytes(StandardCharsets.US_ASCII)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}

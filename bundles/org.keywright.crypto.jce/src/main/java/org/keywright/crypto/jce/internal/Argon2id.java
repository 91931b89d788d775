// SPDX-License-Identifier: EPL-2.0
package org.keywright.crypto.jce.internal;

import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;
import org.keywright.crypto.Passphrases.Cost;

/** Argon2id, version 1.3 (RFC 9106). */
@FunctionalInterface
interface Argon2id {
  /** The length of what is made, in bytes. */
  int LENGTH = 32;

  /** The implementation of Bouncy Castle. */
  Argon2id BOUNCY_CASTLE =
      (passphrase, salt, secret, associated, cost) -> {
        byte[] out = new byte[LENGTH];
        var generator = new Argon2BytesGenerator();
        generator.init(
            new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                .withMemoryAsKB(cost.memoryKib())
                .withIterations(cost.iterations())
                .withParallelism(cost.lanes())
                .withSalt(salt)
                .withSecret(secret)
                .withAdditional(associated)
                .build());
        generator.generateBytes(passphrase, out);
        return out;
      };

  /**
   * Stretches the passphrase; secret and associated data may be empty. The caller wipes the result.
   */
  byte[] stretch(byte[] passphrase, byte[] salt, byte[] secret, byte[] associated, Cost cost);
}

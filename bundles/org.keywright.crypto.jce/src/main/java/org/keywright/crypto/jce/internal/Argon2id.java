// SPDX-License-Identifier: EPL-2.0
package org.keywright.crypto.jce.internal;

import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;
import org.keywright.crypto.Passphrases.Cost;

/** Argon2id, version 1.3 (RFC 9106). */
@FunctionalInterface
interface Argon2id {
  /** The implementation of Bouncy Castle. */
  Argon2id BOUNCY_CASTLE =
      (passphrase, salt, cost, length) -> {
        byte[] out = new byte[length];
        var generator = new Argon2BytesGenerator();
        generator.init(
            new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                .withMemoryAsKB(cost.memoryKib())
                .withIterations(cost.iterations())
                .withParallelism(cost.lanes())
                .withSalt(salt)
                .build());
        generator.generateBytes(passphrase, out);
        return out;
      };

  /** Stretches the passphrase; the caller wipes the result. */
  byte[] stretch(byte[] passphrase, byte[] salt, Cost cost, int length);
}

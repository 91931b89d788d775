// SPDX-License-Identifier: EPL-2.0
package org.keywright.protocol.personalization;

import org.keywright.crypto.Bytes;
import org.keywright.crypto.KeyException;
import org.keywright.crypto.KeyMaterial;
import org.keywright.crypto.Pake;
import org.keywright.crypto.Pakes;
import org.keywright.crypto.pki.Certificate;
import org.keywright.protocol.SerialNumber;

/** Who the two ends of the key agreement by TAN are. */
final class TanNames {
  private TanNames() {}

  static String module(SerialNumber module) {
    return "SM " + module.value().hex();
  }

  /** By its key, whichever certificate it shows. */
  static String unit(Certificate unit) {
    return "PU " + unit.subjectKeyId().hex();
  }

  /** Begins one end, bound to all that was said before. */
  static Pake begin(Pakes pakes, KeyMaterial tan, String own, String peer, byte[] transcript)
      throws KeyException {
    return pakes.begin(tan, own, peer, Bytes.of(transcript));
  }
}

// SPDX-License-Identifier: EPL-2.0
package org.keywright.vault;

import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * The rules by which a centre decides; called within the change that records what they decide, so
 * that no two requests are decided on the same file. They may be called more than once for a
 * request, and change nothing.
 */
@ConsumerType
public interface PairingRules {
  /** Decides a request. */
  PairingVerdict decide(PairingRequest request, PairingFile file);

  /** Looks at a report for what should not be. */
  List<PairingFinding.Suspicion> suspect(PairingReport report, PairingFile file);
}

// SPDX-License-Identifier: EPL-2.0
package org.keywright.console.internal;

import java.nio.file.Path;
import java.util.Optional;
import org.keywright.console.spi.Console;
import org.keywright.engine.personalization.CentralServer;
import org.keywright.engine.personalization.CentralSystems;
import org.keywright.engine.personalization.Pem;
import org.keywright.engine.personalization.Revocations;
import org.keywright.vault.Party;

/** Lists of what parties have revoked, as the parties give them to each other in files. */
final class RevocationFiles {
  private final Revocations revocations;
  private final CentralSystems centrals;

  RevocationFiles(Revocations revocations, CentralSystems centrals) {
    this.revocations = revocations;
    this.centrals = centrals;
  }

  /** Writes a party's newest list into a file. */
  Written given(Console console, Party party, Optional<Integer> days, Path out) throws Exception {
    var list =
        revocations.list(
            console.actor(),
            party,
            days.isPresent() ? Given.days(days.get()) : Revocations.NEXT_LIST);
    PemFile.write(out, Pem.REVOCATIONS, list.encoded());
    return Written.in(
        out,
        "list %d of the %s, %d revoked".formatted(list.number(), party, list.revoked().size()));
  }

  /** Has a party go by a list from a file, and cuts off whom it shuts out. */
  Written taken(Console console, Party party, Path file) throws Exception {
    var list = revocations.receive(console.actor(), party, PemFile.revocations(file));
    return Written.nowhere(
        "the %s goes by list %d of %s, %d revoked%s"
            .formatted(
                party,
                list.number(),
                list.issuer().subject().commonName(),
                list.revoked().size(),
                cutOff()));
  }

  /** Cuts off the connected modules that would not be admitted any more; says how many, if any. */
  String cutOff() throws Exception {
    int cut = 0;
    for (CentralServer server : centrals.servers()) {
      cut += server.cutRevoked();
    }
    return cut == 0 ? "" : "; " + cut + " cut off";
  }
}

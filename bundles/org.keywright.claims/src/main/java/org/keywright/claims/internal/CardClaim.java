// SPDX-License-Identifier: EPL-2.0
package org.keywright.claims.internal;

import java.util.List;
import org.keywright.claims.internal.PersonalizationProofs.Setting;
import org.keywright.claims.spi.ClaimProofs.ClaimProof;
import org.keywright.protocol.personalization.SecuredRoom;

/**
 * Claim 19, which names the module: what claims 1 to 15 ask of it holds of simulated modules that
 * are reached as cards are. Claims 20 and 21 name servers, which are the engine's: they are proved
 * in the bundle {@code claims.engines}.
 */
final class CardClaim {
  private final ModuleClaims modules;
  private final LinkClaims links;
  private final TrustClaims trust;
  private final ChainClaim chains;
  private final NumberClaims numbers;

  CardClaim(
      ModuleClaims modules,
      LinkClaims links,
      TrustClaims trust,
      ChainClaim chains,
      NumberClaims numbers) {
    this.modules = modules;
    this.links = links;
    this.trust = trust;
    this.chains = chains;
    this.numbers = numbers;
  }

  List<ClaimProof> on(Setting setting) {
    return List.of(new ClaimProof("P19", "a security module behaves so", () -> module(setting)));
  }

  /** Claims 1 to 15 anew, each with modules of its own, which speak as cards do. */
  private String module(Setting setting) throws Exception {
    List<PersonalizationProofs.Play> plays =
        List.of(
            modules::wholeLife,
            modules::erased,
            links::protectedLink,
            trust::centralKey,
            trust::signedCentral,
            trust::endorsed,
            chains::order,
            modules::identity,
            trust::fresh,
            modules::variation,
            modules::transactionKeys,
            links::userAct,
            bureau -> numbers.number(bureau, SecuredRoom.OWN_KEYPAD),
            links::appliance,
            links::directConnection);
    for (var play : plays) {
      setting.perform(CardReader::before, play);
    }
    return "claims 1 to 15 hold again of other simulated modules, whose commands are short ISO 7816"
        + " ones alone, as those of a card in an old reader";
  }
}

// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.keywright.vault.Right;
import org.keywright.workbench.model.PartyRow.Kind;

class PartyActTest {
  @Test
  void whatPartiesDoIsACommandOfTheConsole() {
    assertThat(
            PartyAct.MANUFACTURER_CERTIFY
                .statement(
                    "acme", Map.of("request", "bureau.csr", "quota", "500", "out", "bureau.pem"))
                .text())
        .isEqualTo(
            "perso:manufacturer certify acme --request bureau.csr --quota 500 --out bureau.pem");
    assertThat(
            PartyAct.CENTRAL_ENROL
                .statement("toll", Map.of("certificate", "c.pem", "root", "r.pem", "out", "e.pem"))
                .text())
        .isEqualTo("perso:central enrol toll --certificate c.pem --root r.pem --out e.pem");
    assertThat(PartyAct.UNIT_LIST.statement("bureau", Map.of("out", "l.pem")).text())
        .isEqualTo("perso:unit crl bureau --out l.pem");
  }

  @Test
  void eachPartyOffersItsOwnActsAndMakingStandsApart() {
    for (Kind kind : Kind.values()) {
      assertThat(PartyAct.of(kind))
          .isNotEmpty()
          .noneMatch(PartyAct::makes)
          .allMatch(act -> act.statement("x", Map.of()).words().getFirst().equals(kind.command()));
    }
    assertThat(Arrays.stream(PartyAct.values()).filter(PartyAct::makes)).hasSize(3);
  }

  @Test
  void eachIsAnActOfTheTableOrTakesNoLeaveAndHasItsTexts() {
    for (PartyAct act : PartyAct.values()) {
      assertThat(act.act().isEmpty() || Right.of(act.act()) != Right.OTHER).as(act.act()).isTrue();
      for (String end : new String[] {".title", ".hint", ".do", ".menu", ".party"}) {
        assertThat(Texts.text(act.texts() + end)).isNotBlank();
      }
      assertThat(act.given())
          .allSatisfy(
              given -> assertThat(Texts.text(act.texts() + "." + given.option())).isNotBlank());
    }
  }
}

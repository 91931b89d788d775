// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.internal.personalization;

import static org.keywright.workbench.model.Texts.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.eclipse.jface.dialogs.MessageDialog;
import org.eclipse.swt.widgets.Shell;
import org.keywright.crypto.pki.RevocationReason;
import org.keywright.vault.IssuedCertificate;
import org.keywright.workbench.internal.FormDialog;
import org.keywright.workbench.internal.FormDialog.Field;
import org.keywright.workbench.model.CertificateWords;
import org.keywright.workbench.model.Desk;
import org.keywright.workbench.model.PartyAct;
import org.keywright.workbench.model.PartyAct.Given;
import org.keywright.workbench.model.Statement;

/** What is done about certificates, each a console command. */
final class CertificateDialogs {
  private static final String PARTY = "party";

  private CertificateDialogs() {}

  /** Does what a party does; its name is typed if it is made now. */
  static void open(Shell shell, Desk desk, PartyAct act, String party) {
    var fields = new ArrayList<Field>();
    fields.add(party.isEmpty() ? Field.needed(PARTY, "") : Field.settled(PARTY, party));
    act.given().forEach(given -> fields.add(field(given)));
    new FormDialog(
            shell,
            desk,
            act.act(),
            act.texts(),
            fields,
            values -> act.statement(values.of(PARTY), values.all()),
            done ->
                MessageDialog.openInformation(shell, text(act.texts() + ".title"), done.message()))
        .open();
  }

  private static Field field(Given given) {
    return switch (given.way()) {
      case TEXT ->
          given.needed() ? Field.needed(given.option(), "") : Field.optional(given.option(), "");
      case NUMBER -> Field.number(given.option());
      case SOURCE -> Field.source(given.option(), given.ending(), given.needed());
      case TARGET -> Field.target(given.option(), given.ending(), given.needed());
    };
  }

  /** Withdraws a certificate for good. */
  static void revoke(Shell shell, Desk desk, IssuedCertificate certificate) {
    List<String> reasons =
        Arrays.stream(RevocationReason.values()).map(each -> text(each)).toList();
    new FormDialog(
            shell,
            desk,
            "perso:revoke",
            "certificate.revoke",
            List.of(
                Field.settled("holder", CertificateWords.holder(certificate)),
                Field.settled("serial", certificate.serial().hex()),
                Field.choice("reason", reasons, "")),
            values ->
                Statement.of("perso:revoke")
                    .argument(values.of("serial"))
                    .option("--reason", word(values.of("reason"))),
            done -> {})
        .open();
  }

  /** As the console writes it. */
  private static String word(String chosen) {
    RevocationReason reason =
        Arrays.stream(RevocationReason.values())
            .filter(each -> text(each).equals(chosen))
            .findFirst()
            .orElse(RevocationReason.UNSPECIFIED);
    return reason.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Writes a certificate and its chain into a file. */
  static void export(Shell shell, Desk desk, IssuedCertificate certificate) {
    new FormDialog(
            shell,
            desk,
            "",
            "certificate.export",
            List.of(
                Field.settled("holder", CertificateWords.holder(certificate)),
                Field.settled("serial", certificate.serial().hex()),
                Field.target("out", ".pem", true)),
            values ->
                Statement.of("perso:show")
                    .argument(values.of("serial"))
                    .option("--out", values.of("out")),
            done -> {})
        .open();
  }
}

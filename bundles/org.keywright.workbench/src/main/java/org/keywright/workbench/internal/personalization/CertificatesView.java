// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.internal.personalization;

import static org.keywright.workbench.model.Texts.text;

import java.util.List;
import java.util.Optional;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Text;
import org.keywright.crypto.pki.KeyPurpose;
import org.keywright.vault.CertificateRegister;
import org.keywright.vault.CertificateRegister.Query;
import org.keywright.vault.CertificateState;
import org.keywright.vault.IssuedCertificate;
import org.keywright.vault.Sorting;
import org.keywright.vault.Vault;
import org.keywright.vault.VaultException;
import org.keywright.workbench.internal.Background;
import org.keywright.workbench.internal.Offered;
import org.keywright.workbench.internal.RecordView;
import org.keywright.workbench.internal.ResultDialog;
import org.keywright.workbench.internal.Revealing;
import org.keywright.workbench.internal.VaultActs;
import org.keywright.workbench.model.CertificateWords;
import org.keywright.workbench.model.Column;
import org.keywright.workbench.model.Moments;
import org.keywright.workbench.model.Performed;
import org.keywright.workbench.model.Statement;

/** The certificates that the vault's parties have issued, and what became of each. */
@SuppressWarnings("NullAway.Init") // the platform makes the widgets after the view
public final class CertificatesView
    extends RecordView<IssuedCertificate, CertificateRegister.Column> implements Revealing {
  private Text holder;
  private Button active;
  private Offered show;
  private Offered export;
  private Offered renew;
  private Offered revoke;
  private Query wanted = Query.ALL;

  /** Made by the platform. */
  public CertificatesView() {
    super("certificates");
  }

  @Override
  protected void fill(Composite bar) {
    holder = filter(bar, "certificates.find");
    active = tick(bar, "certificates.active");
    show = Offered.push(bar, desk, "certificates.show", "", this::show);
    export =
        Offered.push(
            bar,
            desk,
            "certificates.export",
            "",
            () -> chosen().ifPresent(one -> CertificateDialogs.export(shell(), desk, one)));
    renew = Offered.push(bar, desk, "certificates.renew", "perso:order", this::renew);
    revoke =
        Offered.push(
            bar,
            desk,
            "certificates.revoke",
            "perso:revoke",
            () -> chosen().ifPresent(one -> CertificateDialogs.revoke(shell(), desk, one)));
  }

  /** Shows the certificates of somebody. */
  @Override
  public void reveal(String name) {
    active.setSelection(false);
    holder.setText(name);
  }

  @Override
  protected List<Column<IssuedCertificate, CertificateRegister.Column>> columns() {
    return List.of(
        Column.by(
            CertificateRegister.Column.SUBJECT,
            "certificates.holder",
            120,
            IssuedCertificate::subject),
        Column.by(
            CertificateRegister.Column.PURPOSE,
            "certificates.purpose",
            210,
            CertificateWords::purpose),
        Column.by(
            CertificateRegister.Column.STATE, "certificates.state", 280, CertificateWords::state),
        Column.by(
            CertificateRegister.Column.ISSUER, "certificates.issuer", 90, CertificateWords::issuer),
        Column.by(
            CertificateRegister.Column.NOT_AFTER,
            "certificates.until",
            150,
            CertificateWords::until),
        Column.by(
            CertificateRegister.Column.ISSUED,
            "certificates.issued",
            150,
            one -> Moments.text(one.issued())),
        Column.by(
            CertificateRegister.Column.SERIAL,
            "certificates.serial",
            340,
            one -> one.serial().hex()));
  }

  @Override
  protected Sorting<CertificateRegister.Column> usual() {
    return new Sorting<>(CertificateRegister.Column.NUMBER, true);
  }

  @Override
  protected Object identity(IssuedCertificate certificate) {
    return certificate.number();
  }

  @Override
  protected void prepare() {
    wanted =
        new Query(
            Optional.empty(),
            Optional.empty(),
            active.getSelection() ? Optional.of(CertificateState.ACTIVE) : Optional.empty(),
            holder.getText().strip());
  }

  @Override
  protected List<IssuedCertificate> next(
      Vault vault,
      Sorting<CertificateRegister.Column> sorting,
      Optional<IssuedCertificate> last,
      int limit)
      throws VaultException {
    return vault.certificates().page(wanted, sorting, last, limit);
  }

  @Override
  protected void choose(Optional<IssuedCertificate> certificate) {
    show.possible(certificate.isPresent());
    export.possible(certificate.isPresent());
    revoke.possible(certificate.filter(CertificateWords::revocable).isPresent());
    renew.possible(
        certificate
            .filter(one -> one.purpose() == KeyPurpose.MODULE && CertificateWords.revocable(one))
            .isPresent());
  }

  /** Shows it in words, with its chain. */
  @Override
  protected void open(IssuedCertificate certificate) {
    show();
  }

  private void show() {
    chosen()
        .ifPresent(
            one ->
                Background.act(
                    shell(),
                    text("certificates.show"),
                    () -> desk.perform(Statement.of("perso:show").argument(one.serial().hex())),
                    this::shown,
                    failure -> {}));
  }

  private void shown(Performed done) {
    if (done.ok()) {
      new ResultDialog(shell(), "certificate.chain", done.message()).open();
    } else {
      new VaultActs(getSite().getWorkbenchWindow()).report(done, "certificates.show");
    }
  }

  /** A module makes another key, and comes with it by a work order. */
  private void renew() {
    chosen()
        .ifPresent(
            one ->
                PersonalizationHandler.order(
                    getSite().getWorkbenchWindow(), one.issuer().name(), one.subject()));
  }
}

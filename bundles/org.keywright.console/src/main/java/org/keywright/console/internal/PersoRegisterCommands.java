// SPDX-License-Identifier: EPL-2.0
package org.keywright.console.internal;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.keywright.console.spi.Argument;
import org.keywright.console.spi.Command;
import org.keywright.console.spi.CommandException;
import org.keywright.console.spi.CommandGroup;
import org.keywright.console.spi.CommandScope;
import org.keywright.console.spi.Console;
import org.keywright.console.spi.Option;
import org.keywright.console.spi.Outcome;
import org.keywright.crypto.Bytes;
import org.keywright.crypto.pki.Certificate;
import org.keywright.crypto.pki.CertificateChain;
import org.keywright.crypto.pki.Certificates;
import org.keywright.crypto.pki.KeyPurpose;
import org.keywright.crypto.pki.RevocationReason;
import org.keywright.engine.personalization.Revocations;
import org.keywright.vault.CertificateRegister.Query;
import org.keywright.vault.CertificateState;
import org.keywright.vault.Enrolment;
import org.keywright.vault.EnrolmentKind;
import org.keywright.vault.IssuedCertificate;
import org.keywright.vault.Vault;
import org.keywright.vault.Vaults;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The certificates that the parties of the open vault have issued. */
@Component
@CommandScope(
    scope = "perso",
    commands = {"list", "revoke", "show"})
public final class PersoRegisterCommands implements CommandGroup {
  private static final int SHOWN = 1_000;

  private final Vaults vaults;
  private final Certificates certificates;
  private final Revocations revocations;
  private final PemFile files;

  /** Called by the framework. */
  @Activate
  public PersoRegisterCommands(
      @Reference Vaults vaults,
      @Reference Certificates certificates,
      @Reference Revocations revocations) {
    this.vaults = vaults;
    this.certificates = certificates;
    this.revocations = revocations;
    this.files = new PemFile(certificates);
  }

  record Row(
      String subject,
      String purpose,
      String state,
      String issuer,
      String serial,
      Instant validTo,
      String order,
      String reason) {
    static Row of(IssuedCertificate certificate) {
      return new Row(
          certificate.subject(),
          certificate.purpose().words(),
          certificate.state().name().toLowerCase(Locale.ROOT),
          certificate.issuer().toString(),
          certificate.serial().hex(),
          certificate.notAfter(),
          certificate.order().isPresent() ? String.valueOf(certificate.order().getAsLong()) : "",
          certificate.reason().map(RevocationReason::words).orElse(""));
    }
  }

  record Word(String what, String value) {}

  record Shown(String tree, List<Word> words) implements Outcome {
    @Override
    public String sentence() {
      return tree.strip();
    }
  }

  /** Lists certificates. */
  @Command(
      value = "Lists the certificates that were issued, the newest first.",
      example = "perso:list FU-00 --state active --purpose module")
  public List<Row> list(
      @Argument(value = "TEXT", description = "only those of such holders") Optional<String> text,
      @Option(value = "--state", argument = "STATE", description = "only those in this state")
          Optional<CertificateState> state,
      @Option(value = "--purpose", argument = "WHAT", description = "only those for this")
          Optional<KeyPurpose> purpose,
      @Option(value = "--limit", argument = "N", description = "how many", otherwise = "1000")
          int limit)
      throws Exception {
    var query = new Query(Optional.empty(), purpose, state, text.orElse(""));
    return vaults.require().certificates().page(query, 0, limit).stream().map(Row::of).toList();
  }

  /** Revokes certificates. */
  @Command(
      value =
          "Revokes the certificates of a holder, or one by its serial number; lists follow by crl.",
      example = "perso:revoke FU-0001 --reason key-compromise")
  public List<Row> revoke(
      @Argument(value = "HOLDER", description = "a module, a device, or a serial number in hex")
          String holder,
      @Option(value = "--purpose", argument = "WHAT", description = "only those for this")
          Optional<KeyPurpose> purpose,
      @Option(value = "--reason", argument = "WHY", description = "why", otherwise = "unspecified")
          RevocationReason reason,
      Console console)
      throws Exception {
    var revoked = new ArrayList<Row>();
    for (IssuedCertificate each : found(vaults.require(), holder)) {
      if (each.state() != CertificateState.REVOKED
          && (purpose.isEmpty() || purpose.get() == each.purpose())) {
        revoked.add(
            Row.of(revocations.revoke(console.actor(), each.issuer(), each.serial(), reason)));
      }
    }
    if (revoked.isEmpty()) {
      throw new CommandException(
          "'" + holder + "' has no certificate that could be revoked", "perso:list shows all");
    }
    return revoked;
  }

  private static List<IssuedCertificate> found(Vault vault, String holder) throws Exception {
    List<IssuedCertificate> of = vault.certificates().of(holder);
    if (!of.isEmpty()) {
      return of;
    }
    var found = new ArrayList<IssuedCertificate>();
    int offset = 0;
    while (found.isEmpty()) {
      List<IssuedCertificate> page = vault.certificates().page(Query.ALL, offset, SHOWN);
      page.stream()
          .filter(each -> each.serial().hex().equalsIgnoreCase(holder))
          .forEach(found::add);
      if (page.size() < SHOWN) {
        break;
      }
      offset += SHOWN;
    }
    return found;
  }

  /** Shows a certificate. */
  @Command(
      value = "Shows a certificate in words and its chain as a tree: of a file, or of a holder.",
      example = "perso:show FU-0001")
  public Object show(
      @Argument(value = "WHICH", description = "a PEM file, a holder, or a serial number in hex")
          String which,
      @Option(
              value = "--out",
              argument = "FILE",
              description = "writes it there with its chain, as PEM")
          Optional<Path> out)
      throws Exception {
    CertificateChain chain = chain(which);
    if (out.isEmpty()) {
      return shown(chain);
    }
    PemFile.write(out.get(), chain);
    return Written.in(out.get(), "the certificate of " + chain.leaf().subject().commonName());
  }

  private CertificateChain chain(String which) throws Exception {
    Path file = Path.of(which).toAbsolutePath();
    if (Files.isRegularFile(file)) {
      return files.chain(file);
    }
    Vault vault = vaults.require();
    IssuedCertificate issued =
        found(vault, which).stream()
            .findFirst()
            .orElseThrow(
                () ->
                    new CommandException(
                        "'" + which + "' is no file and holds no certificate",
                        "perso:list shows all"));
    return chain(vault, issued);
  }

  private CertificateChain chain(Vault vault, IssuedCertificate issued) throws Exception {
    Certificate leaf = certificates.read(issued.encoded().toArray());
    Optional<Enrolment> own =
        vault.enrolments().find(issued.issuer(), EnrolmentKind.OWN, issued.issuer().name());
    var chain = new ArrayList<Certificate>(List.of(leaf));
    if (own.isPresent()) {
      Bytes encoded = own.get().certificate();
      chain.addAll(certificates.readChain(encoded.toArray()).certificates());
      for (Enrolment root : vault.enrolments().all(issued.issuer(), EnrolmentKind.MANUFACTURER)) {
        chain.add(certificates.read(root.certificate().toArray()));
      }
    } else {
      var root = vault.roots().require(issued.issuer().role(), issued.issuer().name(), 1);
      chain.add(certificates.read(root.publicPart().toArray()));
    }
    return new CertificateChain(chain);
  }

  private static Shown shown(CertificateChain chain) {
    return new Shown(
        chain.tree(),
        chain.leaf().words().entrySet().stream()
            .map(word -> new Word(word.getKey(), word.getValue()))
            .toList());
  }
}

// SPDX-License-Identifier: EPL-2.0
package org.keywright.console.internal;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.keywright.console.spi.Argument;
import org.keywright.console.spi.Command;
import org.keywright.console.spi.CommandException;
import org.keywright.console.spi.CommandGroup;
import org.keywright.console.spi.CommandScope;
import org.keywright.console.spi.Console;
import org.keywright.console.spi.Option;
import org.keywright.console.spi.Outcome;
import org.keywright.crypto.Bytes;
import org.keywright.crypto.KeyException;
import org.keywright.engine.personalization.Pem;
import org.keywright.tls.TlsEntry;
import org.keywright.tls.TlsIdentities;
import org.keywright.vault.VaultException;
import org.keywright.vault.Vaults;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Who the vault is on TLS links, and whom it trusts there. */
@Component
@CommandScope(
    scope = "tls",
    commands = {
      "request",
      "certify",
      "use",
      "trust",
      "crl",
      "list",
      "remove",
      "authority",
      "issue",
      "revoke"
    })
public final class TlsCommands implements CommandGroup {
  private final TlsIdentities identities;
  private final Vaults vaults;

  /** Called by the framework. */
  @Activate
  public TlsCommands(@Reference TlsIdentities identities, @Reference Vaults vaults) {
    this.identities = identities;
    this.vaults = vaults;
  }

  record Row(String kind, String name, String subject, String standing, Optional<Instant> until)
      implements Outcome {
    static Row of(TlsEntry entry) {
      return new Row(
          entry.kind().name().toLowerCase(Locale.ROOT),
          entry.name(),
          entry.subject(),
          entry.remark(),
          entry.until());
    }

    @Override
    public String sentence() {
      return "%s%s: %s%s"
          .formatted(
              kind.substring(0, 1).toUpperCase(Locale.ROOT) + kind.substring(1),
              kind.equals("list") ? " of " + subject : " " + name + " (" + subject + ")",
              standing,
              until
                  .map(
                      end ->
                          ", good until "
                              + end.truncatedTo(ChronoUnit.DAYS).toString().substring(0, 10))
                  .orElse(""));
    }
  }

  private <R> R act(
      Console console, String verb, String subject, Acts.Work<R> work, Function<R, String> result)
      throws Exception {
    return Acts.perform(console, vaults.require(), verb, subject, work, result);
  }

  /** Asks for a certificate. */
  @Command(
      value = "Makes a key in the vault for TLS links, and writes a request for its certificate.",
      example = "tls:request station --host depot.example --host 10.1.2.3 station.csr")
  public Written request(
      @Argument(
              value = "NAME",
              description = "what the identity is called",
              values = "tls-identity")
          String name,
      @Argument(value = "FILE", description = "where the request goes, as PEM (PKCS#10)") Path file,
      @Option(
              value = "--host",
              argument = "HOST",
              description =
                  "a name or address that others reach it by; repeat it, or leave it out for one"
                      + " that only opens links")
          List<String> hosts,
      Console console)
      throws Exception {
    Bytes request =
        act(
            console,
            "tls:request",
            name,
            grant -> identities.request(grant, name, hosts),
            made -> "a new key, for " + (hosts.isEmpty() ? "no host" : String.join(", ", hosts)));
    PemFile.write(file, Pem.REQUEST, request);
    return Written.in(file, "The request of " + name);
  }

  /** Takes a certificate in. */
  @Command(
      value = "Takes in the certificate of an identity, with those of its issuers behind it.",
      example = "tls:certify station station.pem")
  public Row certify(
      @Argument(value = "NAME", description = "which identity", values = "tls-identity")
          String name,
      @Argument(value = "FILE", description = "its own certificate first; PEM or DER") Path file,
      Console console)
      throws Exception {
    List<X509Certificate> chain = X509File.chain(file);
    return changed(console, "tls:certify", name, grant -> identities.certify(grant, name, chain));
  }

  private Row changed(Console console, String verb, String subject, Acts.Work<TlsEntry> work)
      throws Exception {
    return Row.of(act(console, verb, subject, work, entry -> Row.of(entry).sentence()));
  }

  /** Chooses an identity. */
  @Command(
      value = "Has the links that this program opens show an identity; else they show the first.",
      example = "tls:use desk")
  public Row use(
      @Argument(value = "NAME", description = "which identity", values = "tls-identity")
          String name,
      Console console)
      throws Exception {
    return changed(console, "tls:use", name, grant -> identities.use(grant, name));
  }

  /** Trusts an authority. */
  @Command(
      value = "Trusts what an authority certifies for TLS links.",
      example = "tls:trust company ca.pem")
  public Row trust(
      @Argument(value = "NAME", description = "what to call it") String name,
      @Argument(value = "FILE", description = "the authority's certificate; PEM or DER") Path file,
      @Option(
              value = "--without-lists",
              description =
                  "also while there is no revocation list of it that is in date; what is on one is"
                      + " refused all the same")
          boolean withoutLists,
      Console console)
      throws Exception {
    X509Certificate certificate = X509File.certificate(file);
    return changed(
        console,
        "tls:trust",
        name,
        grant -> identities.trust(grant, name, certificate, !withoutLists));
  }

  /** Takes a revocation list in. */
  @Command(
      value = "Takes in the revocation list of an authority, in place of the one before.",
      example = "tls:crl company.crl")
  public Row crl(
      @Argument(value = "FILE", description = "the list; PEM or DER") Path file,
      @Option(
              value = "--issuer",
              argument = "FILE",
              description = "the issuer's certificate, if it is one below a trusted authority")
          Optional<Path> issuer,
      Console console)
      throws Exception {
    X509CRL list = X509File.list(file);
    Optional<X509Certificate> by =
        issuer.isEmpty() ? Optional.empty() : Optional.of(X509File.certificate(issuer.get()));
    return changed(console, "tls:crl", file.toString(), grant -> identities.take(grant, list, by));
  }

  /** Lists all. */
  @Command(
      value = "Lists who this vault is on TLS links, whom it trusts, and what is revoked.",
      example = "tls:list")
  public List<Row> list() throws VaultException {
    return identities.all().stream().map(Row::of).toList();
  }

  /** Takes something out. */
  @Command(
      value = "Takes out an identity with its keys, or an authority with its list.",
      example = "tls:remove station")
  public String remove(
      @Argument(value = "NAME", description = "as tls:list shows it", values = "tls-entry")
          String name,
      Console console)
      throws Exception {
    act(
        console,
        "tls:remove",
        name,
        grant -> {
          identities.remove(grant, name);
          return name;
        },
        removed -> "no longer used");
    return name + " is taken out; links that went by it end.";
  }

  /** Makes or exports an authority. */
  @Command(
      value = "Makes a small authority in the vault, which is trusted at once; or writes it out.",
      example = "tls:authority lab --out lab.pem --crl lab.crl")
  public Object authority(
      @Argument(value = "NAME", description = "what it is called", values = "tls-authority")
          String name,
      @Option(
              value = "--out",
              argument = "FILE",
              description = "where its certificate goes, for other vaults to trust")
          Optional<Path> out,
      @Option(
              value = "--crl",
              argument = "FILE",
              description = "where its revocation list goes, for other vaults to take in")
          Optional<Path> crl,
      Console console)
      throws Exception {
    boolean there = entry(name).isPresent();
    if (there && out.isEmpty() && crl.isEmpty()) {
      throw new CommandException(
          "there is an authority " + name + " already", "--out and --crl write it out");
    }
    if (!there) {
      act(
          console,
          "tls:authority",
          name,
          grant -> identities.authority(grant, name),
          made -> "a new authority, which is trusted");
    }
    if (out.isPresent()) {
      X509File.write(out.get(), identities.certificate(name));
    }
    Optional<X509CRL> list = identities.list(name);
    if (crl.isPresent()) {
      X509File.write(
          crl.get(),
          list.orElseThrow(() -> new CommandException("there is no revocation list of " + name)));
    }
    return Row.of(entry(name).orElseThrow());
  }

  private Optional<TlsEntry> entry(String authority) throws VaultException {
    return identities.all().stream()
        .filter(entry -> entry.kind() == TlsEntry.Kind.AUTHORITY && entry.name().equals(authority))
        .findFirst();
  }

  /** Issues a certificate. */
  @Command(
      value = "Issues a certificate by an authority of the vault's own, for a year.",
      example = "tls:issue lab station.csr station.pem")
  public Written issue(
      @Argument(value = "AUTHORITY", description = "which authority", values = "tls-authority")
          String authority,
      @Argument(value = "REQUEST", description = "the request, as PEM (PKCS#10)") Path request,
      @Argument(value = "FILE", description = "where the certificate goes, as PEM") Path file,
      Console console)
      throws Exception {
    Bytes asked = request(request);
    X509Certificate made =
        act(
            console,
            "tls:issue",
            authority,
            grant -> identities.issue(grant, authority, asked),
            certificate ->
                "%s, number %s"
                    .formatted(
                        certificate.getSubjectX500Principal().getName(),
                        certificate.getSerialNumber().toString(16)));
    X509File.write(file, made);
    return Written.in(file, "The certificate of " + made.getSubjectX500Principal().getName());
  }

  private static Bytes request(Path file) throws Exception {
    try {
      return Pem.REQUEST.read(new String(InputFile.bytes(file), StandardCharsets.ISO_8859_1));
    } catch (KeyException e) {
      throw new CommandException(file + ": " + e.getMessage());
    }
  }

  /** Revokes a certificate. */
  @Command(
      value = "Revokes a certificate that an authority of the vault's own has issued.",
      example = "tls:revoke lab station.pem --crl lab.crl")
  public Written revoke(
      @Argument(value = "AUTHORITY", description = "which authority", values = "tls-authority")
          String authority,
      @Argument(value = "FILE", description = "the certificate; PEM or DER") Path file,
      @Option(
              value = "--crl",
              argument = "FILE",
              description = "where the new list goes, for other vaults to take in")
          Optional<Path> crl,
      Console console)
      throws Exception {
    X509Certificate certificate = X509File.certificate(file);
    var subject = certificate.getSubjectX500Principal().getName();
    X509CRL list =
        act(
            console,
            "tls:revoke",
            authority,
            grant -> identities.revoke(grant, authority, certificate),
            made -> subject + ", number " + certificate.getSerialNumber().toString(16));
    if (crl.isEmpty()) {
      return Written.nowhere(subject + " is revoked.");
    }
    X509File.write(crl.get(), list);
    return Written.in(crl.get(), subject + " is revoked; the new list");
  }
}

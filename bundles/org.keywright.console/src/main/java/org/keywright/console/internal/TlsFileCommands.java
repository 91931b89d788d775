// SPDX-License-Identifier: EPL-2.0
package org.keywright.console.internal;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.keywright.console.spi.Argument;
import org.keywright.console.spi.Cautioned;
import org.keywright.console.spi.Command;
import org.keywright.console.spi.CommandException;
import org.keywright.console.spi.CommandGroup;
import org.keywright.console.spi.CommandScope;
import org.keywright.console.spi.Console;
import org.keywright.console.spi.Option;
import org.keywright.console.spi.Outcome;
import org.keywright.crypto.Bytes;
import org.keywright.crypto.KeyException;
import org.keywright.crypto.KeyMaterial;
import org.keywright.crypto.pki.IdentityFiles;
import org.keywright.tls.TlsEntry;
import org.keywright.tls.TlsIdentities;
import org.keywright.vault.Vaults;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Identities of TLS links with their private keys, in files of PKCS#12. */
@Component
@CommandScope(
    scope = "tls",
    commands = {"import", "export"})
public final class TlsFileCommands implements CommandGroup {
  private final TlsIdentities identities;
  private final IdentityFiles files;
  private final Vaults vaults;

  /** Called by the framework. */
  @Activate
  public TlsFileCommands(
      @Reference TlsIdentities identities,
      @Reference IdentityFiles files,
      @Reference Vaults vaults) {
    this.identities = identities;
    this.files = files;
    this.vaults = vaults;
  }

  record Imported(TlsCommands.Row identity, List<Cautioned> notes) implements Outcome {
    @Override
    public String sentence() {
      return identity.sentence();
    }
  }

  /** Takes an identity in. */
  @Command(
      name = "import",
      value = "Takes in an identity with its private key and its certificates, from PKCS#12.",
      example = "tls:import station --p12 station.p12 --secret-file station.pass")
  public Imported importIdentity(
      @Argument(
              value = "NAME",
              description = "what the identity is called",
              values = "tls-identity")
          String name,
      @Option(value = "--p12", argument = "FILE", description = "the file, as PKCS#12") Path file,
      @Option(
              value = "--secret-file",
              argument = "FILE",
              description = "holds the file's passphrase; else it is asked for")
          Optional<Path> secretFile,
      Console console)
      throws Exception {
    Bytes content = Bytes.of(InputFile.bytes(file));
    try (KeyMaterial passphrase =
            console.secret("passphrase of " + file.getFileName(), secretFile);
        IdentityFiles.Identity identity = opened(content, passphrase, file)) {
      TlsEntry entry =
          Acts.perform(
              console,
              vaults.require(),
              "tls:import",
              name,
              grant -> identities.take(grant, name, identity),
              made -> "a key from PKCS#12, for " + made.subject());
      return new Imported(
          TlsCommands.Row.of(entry),
          identity.remarks().stream()
              .map(remark -> new Cautioned("", Optional.of(remark)))
              .toList());
    }
  }

  private IdentityFiles.Identity opened(Bytes content, KeyMaterial passphrase, Path file)
      throws CommandException {
    try {
      return files.read(content, passphrase);
    } catch (KeyException e) {
      throw new CommandException(file + ": " + e.getMessage());
    }
  }

  /** Gives an identity out. */
  @Command(
      name = "export",
      value = "Gives an identity out with its private key, as PKCS#12 under a passphrase.",
      example = "tls:export station --p12 station.p12 --secret-file station.pass")
  public Written exportIdentity(
      @Argument(value = "NAME", description = "which identity", values = "tls-identity")
          String name,
      @Option(value = "--p12", argument = "FILE", description = "where it goes; must not exist")
          Path file,
      @Option(
              value = "--secret-file",
              argument = "FILE",
              description = "holds the passphrase that the file gets; else it is asked for")
          Optional<Path> secretFile,
      Console console)
      throws Exception {
    if (Files.exists(file)) {
      throw new CommandException(file + " exists already", "a file with a key is not overwritten");
    }
    try (KeyMaterial passphrase =
        console.newSecret("passphrase of " + file.getFileName(), secretFile)) {
      Bytes content =
          Acts.perform(
              console,
              vaults.require(),
              "tls:export",
              name,
              grant -> identities.file(grant, name, passphrase),
              made -> "with its private key, as PKCS#12");
      SecretOutput.writeNew(file, content);
    }
    return Written.in(file, "The identity " + name + " with its private key");
  }
}

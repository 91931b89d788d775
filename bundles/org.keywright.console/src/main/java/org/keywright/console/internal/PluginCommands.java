// SPDX-License-Identifier: EPL-2.0
package org.keywright.console.internal;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.keywright.console.spi.Argument;
import org.keywright.console.spi.Command;
import org.keywright.console.spi.CommandException;
import org.keywright.console.spi.CommandGroup;
import org.keywright.console.spi.CommandScope;
import org.keywright.console.spi.Console;
import org.keywright.console.spi.Option;
import org.keywright.console.spi.Outcome;
import org.keywright.crypto.Bytes;
import org.keywright.crypto.Suites;
import org.keywright.plugins.Plugin;
import org.keywright.plugins.Plugins;
import org.keywright.plugins.Signer;
import org.keywright.transport.Transports;
import org.keywright.vault.PluginRule;
import org.keywright.vault.Vault;
import org.keywright.vault.VaultException;
import org.keywright.vault.Vaults;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Vendors' transports and suites, put in and taken out while the program runs. */
@Component
@CommandScope(
    scope = "plugin",
    commands = {"list", "info", "install", "remove", "allow", "trust", "rules", "forget"})
public final class PluginCommands implements CommandGroup {
  private static final int SHORTEST_PREFIX = 8;

  private final Plugins plugins;
  private final Vaults vaults;
  private final Transports transports;
  private final Suites suites;

  /** Called by the framework. */
  @Activate
  public PluginCommands(
      @Reference Plugins plugins,
      @Reference Vaults vaults,
      @Reference Transports transports,
      @Reference Suites suites) {
    this.plugins = plugins;
    this.vaults = vaults;
    this.transports = transports;
    this.suites = suites;
  }

  record Row(
      String file, Plugin.State state, String name, String version, String brings, String reason) {
    static Row of(Plugin plugin) {
      return new Row(
          plugin.file(),
          plugin.state(),
          plugin.name(),
          plugin.version(),
          plugin.brings().stream().map(Plugin.Service::toString).collect(Collectors.joining(", ")),
          plugin.reason());
    }
  }

  record Listed(Optional<Path> folder, List<Row> plugins) implements Outcome {
    @Override
    public String sentence() {
      return folder
          .map(path -> plugins.isEmpty() ? "No plug-in lies in " + path + "." : "")
          .orElse("This installation has no folder for plug-ins.");
    }
  }

  record Part(String what, String standing, String remark) {}

  record Shown(
      String file,
      Plugin.State state,
      String reason,
      String name,
      String version,
      String digest,
      List<Signed> signers,
      List<Part> brings)
      implements Outcome {
    @Override
    public String sentence() {
      return "%s (%s %s) is %s: %s%nSHA-256 %s"
          .formatted(file, name, version, state.name().toLowerCase(Locale.ROOT), reason, digest);
    }
  }

  record Signed(String signedBy, String fingerprint) {
    static Signed of(Signer signer) {
      return new Signed(signer.subject(), signer.fingerprint().hex());
    }
  }

  record Rule(PluginRule.Kind lets, String name, String digest, String actor, Instant since) {
    static Rule of(PluginRule rule) {
      return new Rule(rule.kind(), rule.name(), rule.digest().hex(), rule.actor(), rule.since());
    }
  }

  /** Lists plug-ins. */
  @Command(
      value = "Lists the plug-ins in the folder, whether each runs, and why not.",
      example = "plugin:list --json")
  public Listed list() {
    return new Listed(plugins.folder(), plugins.all().stream().map(Row::of).toList());
  }

  /** Tells all about one. */
  @Command(
      value = "Tells who signed a plug-in, what it brings, and what of that is not used and why.",
      example = "plugin:info acme.jar")
  public Shown info(
      @Argument(value = "FILE", description = "its name in the folder", values = "plugin")
          String file)
      throws CommandException {
    return shown(found(file));
  }

  private Plugin found(String file) throws CommandException {
    return plugins
        .find(file)
        .orElseThrow(
            () -> new CommandException("there is no plug-in " + file, "plugin:list shows them"));
  }

  private Shown shown(Plugin plugin) {
    var parts = new ArrayList<Part>();
    plugin.brings().forEach(service -> parts.add(part(service)));
    plugin.remarks().forEach(remark -> parts.add(new Part("component", "not there", remark)));
    return new Shown(
        plugin.file(),
        plugin.state(),
        plugin.reason(),
        plugin.name(),
        plugin.version(),
        plugin.digest().hex(),
        plugin.signers().stream().map(Signed::of).toList(),
        parts);
  }

  /** How what uses the services of its kind judges it. */
  private Part part(Plugin.Service service) {
    return switch (service.kind()) {
      case "transport" ->
          transports.statuses().stream()
              .filter(status -> status.scheme().equals(service.name()))
              .filter(status -> status.provider().startsWith(service.component()))
              .findFirst()
              .map(status -> part(service, status.state(), status.reason()))
              .orElseGet(() -> part(service, Plugin.State.WAITING, ""));
      case "suite" ->
          suites.statuses().stream()
              .filter(status -> status.provider().equals(service.component()))
              .findFirst()
              .map(status -> part(service, status.standing(), status.remark()))
              .orElseGet(() -> part(service, Plugin.State.WAITING, ""));
      default -> part(service, Plugin.State.ACTIVE, "");
    };
  }

  private static Part part(Plugin.Service service, Enum<?> standing, String remark) {
    return new Part(service.toString(), standing.name().toLowerCase(Locale.ROOT), remark);
  }

  /** Puts one in. */
  @Command(
      value = "Copies a jar into the folder of plug-ins, and starts it if the vault lets it in.",
      example = "plugin:install acme.jar")
  public Shown install(
      @Argument(value = "JAR", description = "the plug-in") Path jar, Console console)
      throws Exception {
    return shown(act(console, "plugin:install", jar.toString(), () -> plugins.install(jar)));
  }

  /** Takes one out. */
  @Command(
      value = "Stops a plug-in, cuts its links, and deletes its file.",
      example = "plugin:remove acme.jar")
  public String remove(
      @Argument(value = "FILE", description = "its name in the folder", values = "plugin")
          String file,
      Console console)
      throws Exception {
    act(
        console,
        "plugin:remove",
        file,
        () -> {
          plugins.remove(file);
          return file;
        });
    return file + " is removed.";
  }

  /** What changes the folder stands in the log of the vault that is open, if one is. */
  private <R> R act(Console console, String verb, String subject, Callable<R> work)
      throws Exception {
    Optional<Vault> open = vaults.current();
    return open.isEmpty()
        ? work.call()
        : Acts.perform(console, open.get(), verb, subject, grant -> work.call(), done -> "done");
  }

  /** Lets one file in. */
  @Command(
      value = "Lets one plug-in run beside this vault, whoever signed it: this very file.",
      example = "plugin:allow acme.jar")
  public Shown allow(
      @Argument(value = "FILE", description = "its name in the folder", values = "plugin")
          String file,
      Console console)
      throws Exception {
    Plugin plugin = found(file);
    if (plugin.name().isEmpty()) {
      throw new CommandException(plugin.reason());
    }
    save(console, "plugin:allow", PluginRule.Kind.FILE, plugin.digest(), file);
    return shown(found(file));
  }

  /** Lets in what one key signed. */
  @Command(
      value = "Lets plug-ins run beside this vault that are signed with a certificate's key.",
      example = "plugin:trust acme.pem --name Acme")
  public Rule trust(
      @Argument(value = "CERTIFICATE", description = "the signer's certificate, PEM or DER")
          Path certificate,
      @Option(
              value = "--name",
              argument = "NAME",
              description = "what to call the signer; otherwise the certificate's subject")
          Optional<String> name,
      Console console)
      throws Exception {
    Signer signer = signer(certificate);
    return Rule.of(
        save(
            console,
            "plugin:trust",
            PluginRule.Kind.SIGNER,
            signer.fingerprint(),
            name.orElse(signer.subject())));
  }

  private PluginRule save(
      Console console, String verb, PluginRule.Kind kind, Bytes digest, String name)
      throws Exception {
    Vault vault = vaults.require();
    PluginRule saved =
        Acts.perform(
            console,
            vault,
            verb,
            name + ", SHA-256 " + digest.hex(),
            grant -> vault.plugins().save(grant, kind, digest, name),
            rule -> "let in");
    plugins.review();
    return saved;
  }

  private static Signer signer(Path file) throws IOException, CommandException {
    try (var in = new ByteArrayInputStream(InputFile.bytes(file))) {
      return Signer.of(
          (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in));
    } catch (CertificateException e) {
      throw new CommandException(file + " is no certificate: " + e.getMessage());
    }
  }

  /** Lists who is let in. */
  @Command(
      value = "Lists which plug-ins this vault lets in: signers, single files, or any.",
      example = "plugin:rules")
  public List<Rule> rules() throws VaultException {
    return vaults.require().plugins().all().stream().map(Rule::of).toList();
  }

  /** Lets nobody in any more by a rule. */
  @Command(value = "Ends a rule, so that what it let in stops.", example = "plugin:forget Acme")
  public String forget(
      @Argument(
              value = "NAME",
              description = "the rule's name, or the beginning of its digest",
              values = "plugin-rule")
          String name,
      Console console)
      throws Exception {
    Vault vault = vaults.require();
    var meant =
        vault.plugins().all().stream()
            .filter(rule -> rule.name().equals(name) || begins(rule, name))
            .toList();
    if (meant.size() != 1) {
      throw new CommandException(
          meant.isEmpty() ? "there is no rule " + name : "more than one rule is called " + name,
          "plugin:rules lists them; the beginning of a digest names one");
    }
    PluginRule rule = meant.getFirst();
    Acts.perform(
        console,
        vault,
        "plugin:forget",
        rule.name() + ", SHA-256 " + rule.digest().hex(),
        grant -> {
          vault.plugins().remove(grant, rule.kind(), rule.digest());
          return rule;
        },
        forgotten -> "not let in any more");
    plugins.review();
    return "The rule " + rule.name() + " is ended.";
  }

  private static boolean begins(PluginRule rule, String digest) {
    return digest.length() >= SHORTEST_PREFIX && rule.digest().hex().startsWith(digest);
  }
}

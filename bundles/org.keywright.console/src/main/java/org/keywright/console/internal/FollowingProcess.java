// SPDX-License-Identifier: EPL-2.0
package org.keywright.console.internal;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/**
 * Another Keywright, a process of its own, that follows this one. It ends when its standard input
 * is closed, which the operating system does if this program is gone, however it ended.
 */
final class FollowingProcess implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(FollowingProcess.class.getName());
  private static final long FAREWELL_SECONDS = 20;

  private final String name;
  private final Process process;
  private final DataOutputStream in;
  private final DataInputStream out;
  private final Instant started;

  private FollowingProcess(String name, Process process, Instant started) {
    this.name = name;
    this.process = process;
    this.in = new DataOutputStream(process.getOutputStream());
    this.out = new DataInputStream(process.getInputStream());
    this.started = started;
  }

  /** Starts one, and returns before it is ready. */
  static FollowingProcess start(String name, Path launcher, Instant now) throws IOException {
    var process =
        new ProcessBuilder(launcher.toString(), Shell.FOLLOW)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    return new FollowingProcess(name, process, now);
  }

  String name() {
    return name;
  }

  long pid() {
    return process.pid();
  }

  Instant started() {
    return started;
  }

  boolean alive() {
    return process.isAlive();
  }

  /** Waits until it says that it is ready. */
  void awaitReady() throws IOException {
    try {
      Said.read(out);
    } catch (IOException e) {
      throw gone(e);
    }
  }

  /** Has it carry out a statement, and waits for the end of that. */
  Said carryOut(String statement) throws IOException {
    try {
      Said.text(in, statement);
      return Said.read(out);
    } catch (IOException e) {
      throw gone(e);
    }
  }

  private IOException gone(IOException e) {
    return new IOException("the process " + name + " has ended", e);
  }

  /** Has it end, and returns at once; what it is at work on is interrupted. */
  void end() {
    try {
      process.getOutputStream().close();
    } catch (IOException e) {
      LOG.log(System.Logger.Level.DEBUG, "the process {0} has ended already", name);
    }
  }

  /** Has it end and waits for that; one that does not end is killed. */
  @Override
  public void close() {
    end();
    boolean gone = false;
    try {
      gone = process.waitFor(FAREWELL_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (!gone) {
      LOG.log(System.Logger.Level.WARNING, "the process {0} did not end by itself", name);
      process.destroyForcibly().onExit().join();
    }
  }
}

package dev.tendhost.exec.internal.identity;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where the keys of one login are looked for.
 *
 * @param variable the content of TENDHOST_SSH_KEY; null if it is not set
 * @param files of private keys
 * @param named whether somebody named these files: then each must be usable, and all go before the
 *     agent's keys. Default ones may be missing, and go after them, as with OpenSSH.
 * @param only whether the agent offers no other keys than those of the files
 */
record Wanted(@Nullable String variable, List<Path> files, boolean named, boolean only) {}

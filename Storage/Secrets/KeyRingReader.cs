using System.Buffers;
using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Wasilo.Storage.Secrets;

/// <summary>
/// Reads master keys from the configuration: a key is 32 bytes in base64, or the path of a file that holds such keys, one a
/// line, the current one first. Nothing of a value that is no key gets into an error, as it may be most of one.
/// </summary>
public static class KeyRingReader
{
    private const string Accepted =
        "It must be 32 bytes in base64 (`openssl rand -base64 32` makes a key), or the path of a file with one such key a line.";

    // A file of keys is a few lines; anything longer is another file.
    private const int LongestFile = 64 * 1024;

    /// <summary>Reads the settings.</summary>
    /// <param name="current">The value of <c>Storage:EncryptionKey</c>.</param>
    /// <param name="former">The values of <c>Storage:FormerEncryptionKeys</c>.</param>
    /// <exception cref="StorageConfigurationException">A value is no key and no file of keys.</exception>
    public static KeyRing Read(string current, params IEnumerable<string> former)
    {
        ArgumentNullException.ThrowIfNull(former);
        var keys = Keys("Storage:EncryptionKey", current);
        return Ring([.. keys, .. former.SelectMany(static value => Keys("Storage:FormerEncryptionKeys", value))]);
    }

    /// <summary>Reads the file of keys; one that isn't there is made, with a new key in it, for its owner's eyes alone.</summary>
    /// <exception cref="StorageConfigurationException">The file can't be read or made, or holds something else.</exception>
    public static KeyRing ReadOrGenerate(string file, params IEnumerable<string> former)
    {
        ArgumentNullException.ThrowIfNull(former);
        KeyFile.CreateIfMissing(file);
        return Read(file, former);
    }

    private static KeyRing Ring(List<EncryptionKey> keys)
    {
        try
        {
            return new KeyRing(keys[0], keys.Skip(1));
        }
        catch (ArgumentException problem)
        {
            throw new StorageConfigurationException(problem.Message);
        }
    }

    private static List<EncryptionKey> Keys(string setting, string value)
    {
        if (TryDecode(value.Trim(), out var key))
            return [key];

        var lines = Lines(setting, value.Trim());
        var keys = new List<EncryptionKey>();
        foreach (var line in lines)
        {
            if (!TryDecode(line, out key))
                throw new StorageConfigurationException($"{setting}: line {keys.Count + 1} of its file is no key. {Accepted}");
            keys.Add(key);
        }

        return keys.Count > 0 ? keys : throw new StorageConfigurationException($"{setting}: its file holds no key. {Accepted}");
    }

    private static string[] Lines(string setting, string path)
    {
        try
        {
            return new FileInfo(path) is { Exists: true, Length: <= LongestFile }
                ? File.ReadAllText(path).Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
                : throw new StorageConfigurationException($"{setting} is neither a key nor a file of keys. {Accepted}");
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new StorageConfigurationException($"{setting} is no key, and can't be read as a file. {Accepted}");
        }
    }

    private static bool TryDecode(string text, [NotNullWhen(true)] out EncryptionKey? key)
    {
        Span<byte> bytes = stackalloc byte[EncryptionKey.Length + 1];
        var utf8 = Encoding.UTF8.GetBytes(text);
        var isKey = Base64.DecodeFromUtf8(utf8, bytes, out var read, out var written) == OperationStatus.Done
            && read == utf8.Length && written == EncryptionKey.Length;
        key = isKey ? new EncryptionKey(bytes[..written]) : null;
        return isKey;
    }
}

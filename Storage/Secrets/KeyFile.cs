namespace Wasilo.Storage.Secrets;

/// <summary>Makes the file of the master key that a single box generates at its first start.</summary>
internal static class KeyFile
{
    private const UnixFileMode OwnerAlone = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>
    /// Written whole under another name first and then moved without replacing anything: of processes that start at once, one
    /// makes the key and all read it, and none ever sees half of it.
    /// </summary>
    public static void CreateIfMissing(string path)
    {
        if (File.Exists(path))
            return;

        var full = Path.GetFullPath(path);
        var draft = $"{full}.{Path.GetRandomFileName()}";
        try
        {
            CreateFolder(Path.GetDirectoryName(full)!);
            Write(draft, EncryptionKey.Generate());
            Publish(draft, full);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new StorageConfigurationException(
                $"The file of the master key, {full}, can't be made: correct its folder's permissions, or set Storage:EncryptionKey.");
        }
        finally
        {
            if (File.Exists(draft))
                File.Delete(draft);
        }
    }

    private static void CreateFolder(string folder)
    {
        if (Directory.Exists(folder))
            return;
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(folder);
        else
            Directory.CreateDirectory(folder, OwnerAlone | UnixFileMode.UserExecute);
    }

    private static void Write(string path, EncryptionKey key)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = OwnerAlone;
        using var stream = new FileStream(path, options);
        using var text = new StreamWriter(stream);
        text.Write(key.ToBase64());
        text.Write('\n');
        text.Flush();
        stream.Flush(flushToDisk: true); // what is sealed with a key that a power failure takes is lost
    }

    // File.Move looks for the target and renames then, which replaces one that came in between: the lock file keeps others out.
    private static void Publish(string draft, string path)
    {
        var lockPath = $"{path}.lock";
        using var turn = TakeTurn(lockPath);
        if (!File.Exists(path))
            File.Move(draft, path, overwrite: false);
    }

    private static FileStream TakeTurn(string path)
    {
        var deadline = Environment.TickCount64 + 10_000;
        while (true)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose);
            }
            catch (IOException) when (Environment.TickCount64 < deadline)
            {
                Thread.Yield();
            }
        }
    }
}

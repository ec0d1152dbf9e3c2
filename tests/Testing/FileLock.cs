namespace Wasilo.Testing;

/// <summary>Lets one process at a time in. The system frees it when its holder dies.</summary>
internal sealed class FileLock : IAsyncDisposable
{
    private readonly FileStream _file;

    private FileLock(FileStream file) => _file = file;

    public static async Task<FileLock> TakeAsync(string path)
    {
        FileStream? file = null;
        await Eventually.TrueAsync(() => TryOpen(path, out file), TimeSpan.FromMinutes(5), $"{path} is free").ConfigureAwait(false);
        return new FileLock(file!);
    }

    public ValueTask DisposeAsync() => _file.DisposeAsync();

    private static bool TryOpen(string path, out FileStream? file)
    {
        try
        {
            file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            return true;
        }
        catch (IOException)
        {
            file = null;
            return false;
        }
    }
}

using System.Data.Common;

namespace Wasilo.Storage;

/// <summary>A connection for a load. Disposed, it is free for the next one that waits.</summary>
internal sealed class LoadTurn(DbConnection connection, SemaphoreSlim turns) : IAsyncDisposable
{
    /// <summary>The connection.</summary>
    public DbConnection Connection => connection;

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await connection.DisposeAsync();
        turns.Release();
    }
}

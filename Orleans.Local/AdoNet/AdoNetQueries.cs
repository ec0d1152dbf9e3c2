using System.Data.Common;
using Orleans.Runtime;

namespace Orleans.Local.AdoNet;

/// <summary>
/// Runs the statements that the database itself holds in its table OrleansQuery, by their keys. They are read once, at
/// the first use; a failed attempt is not remembered.
/// </summary>
internal sealed class AdoNetQueries(AdoNetDatabase database) : IDisposable
{
    private readonly SemaphoreSlim _loading = new(1);
    private Dictionary<string, string>? _statements;

    /// <summary>Reads the statements, if that is still to be done.</summary>
    /// <exception cref="OrleansConfigurationException">The database has no such table.</exception>
    public async Task LoadAsync() => await StatementsAsync().ConfigureAwait(false);

    /// <summary>Runs the statement of <paramref name="key"/>.</summary>
    public async Task<List<T>> ReadAsync<T>(string key, Action<DbCommand> parameters, Func<DbDataReader, T> read)
    {
        var statements = await StatementsAsync().ConfigureAwait(false);
        return statements.TryGetValue(key, out var statement)
            ? await database.ReadAsync(statement, parameters, read).ConfigureAwait(false)
            : throw new OrleansConfigurationException(
                $"The table OrleansQuery holds no '{key}': install the scripts of deploy/sql, as with `Silo migrate`.");
    }

    /// <summary>Runs a statement that answers 1 if it did what it should, else 0.</summary>
    public async Task<bool> TryAsync(string key, Action<DbCommand> parameters) =>
        (await ReadAsync(key, parameters, static row => Convert.ToInt64(row.GetValue(0), null)).ConfigureAwait(false)).Single() != 0;

    /// <summary>Runs a statement that has nothing to answer.</summary>
    public Task ExecuteAsync(string key, Action<DbCommand> parameters) => ReadAsync(key, parameters, static _ => 0);

    public void Dispose() => _loading.Dispose();

    private async ValueTask<Dictionary<string, string>> StatementsAsync()
    {
        if (Volatile.Read(ref _statements) is { } known)
            return known;
        await _loading.WaitAsync().ConfigureAwait(false);
        try
        {
            if (_statements is null)
                Volatile.Write(ref _statements, await ReadStatementsAsync().ConfigureAwait(false));
            return _statements!;
        }
        finally
        {
            _loading.Release();
        }
    }

    private async Task<Dictionary<string, string>> ReadStatementsAsync()
    {
        await database.TryOpenAsync().ConfigureAwait(false);
        try
        {
            var rows = await database.ReadAsync(
                "SELECT QueryKey, QueryText FROM OrleansQuery", null, static row => (Key: row.GetString(0), Text: row.GetString(1)))
                    .ConfigureAwait(false);
            return rows.ToDictionary(static row => row.Key, static row => row.Text, StringComparer.Ordinal);
        }
        catch (DbException exception)
        {
            throw new OrleansConfigurationException(
                $"The table OrleansQuery can't be read ({exception.Message}): install the scripts of deploy/sql, as with `Silo migrate`.",
                exception);
        }
    }
}

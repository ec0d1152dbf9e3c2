using Microsoft.IdentityModel.Tokens;

namespace Wasilo.Api.Dialects.Gateway.Tokens;

/// <summary>The keys that tokens are signed with. They are read again after a while, and sooner when a token names one that isn't known.</summary>
internal sealed partial class TokenKeys(TokenSettings settings, TimeProvider time, ILogger<TokenKeys> log) : IDisposable
{
    private const int Longest = 256 * 1024;
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(10);

    /// <summary>Who sends tokens with made-up key ids must not have us ask each time.</summary>
    private static readonly TimeSpan LeastPause = TimeSpan.FromSeconds(10);

    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(5), MaxResponseContentBufferSize = Longest };
    private readonly SemaphoreSlim _reading = new(1, 1);
    private readonly CryptoProviderFactory _crypto = new() { CustomCryptoProvider = new Ed25519Provider() };
    private SecurityKey[] _keys = [];
    private DateTimeOffset _readAt;

    /// <summary>The keys, with the one of this id if there is one.</summary>
    public async Task<SecurityKey[]> FindAsync(string? id, CancellationToken cancellationToken)
    {
        if (!IsDue(id))
            return _keys;
        await _reading.WaitAsync(cancellationToken);
        try
        {
            if (IsDue(id))
                await ReadAsync(cancellationToken);
            return _keys;
        }
        finally
        {
            _reading.Release();
        }
    }

    public void Dispose()
    {
        _http.Dispose();
        _reading.Dispose();
    }

    private bool IsDue(string? id)
    {
        var age = time.GetUtcNow() - _readAt;
        return age > Fresh || (age > LeastPause && (_keys.Length == 0 || (id is not null && _keys.All(key => key.KeyId != id))));
    }

    private async Task ReadAsync(CancellationToken cancellationToken)
    {
        _readAt = time.GetUtcNow();
        try
        {
            var json = TokenSettings.IsAddress(settings.Keys)
                ? await _http.GetStringAsync(new Uri(settings.Keys), cancellationToken)
                : await File.ReadAllTextAsync(settings.Keys, cancellationToken);
            _keys = [.. new JsonWebKeySet(json).Keys.Where(key => key.Use is null or "sig").Select(Equipped)];
        }
        catch (Exception problem) when (problem is HttpRequestException or IOException or UnauthorizedAccessException or ArgumentException
            || (problem is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            LogUnreadable(settings.Keys, problem.Message); // what was known stays good
        }
    }

    private JsonWebKey Equipped(JsonWebKey key)
    {
        key.CryptoProviderFactory = _crypto;
        return key;
    }

    [LoggerMessage(70, LogLevel.Warning, "The keys of tokens can't be read from {Source}: {Reason}")]
    private partial void LogUnreadable(string source, string reason);
}

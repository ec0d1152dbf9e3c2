namespace Wasilo.Grains.Abstractions.Sessions;

/// <summary>
/// One session: its life, and the connection to WhatsApp while it runs. Its key is the session's id. A session that doesn't exist answers
/// null; whether the caller's account may see it is decided before, by <see cref="Accounts.IAccountGrain.FindSession"/>.
/// </summary>
/// <remarks>Verbs take effect one after another, and are durable when they return. Reading is answered meanwhile.</remarks>
[Alias("wasilo.ISessionGrain")]
public interface ISessionGrain : IGrainWithStringKey
{
    /// <summary>The session as it is now.</summary>
    [Alias("Get")]
    Task<SessionView?> Get();

    /// <summary>Lets it run. One that runs already isn't changed.</summary>
    [Alias("Start")]
    Task<SessionView?> Start();

    /// <summary>Closes its connection, within five seconds even if the server never answers. It stays paired.</summary>
    [Alias("Stop")]
    Task<SessionView?> Stop();

    /// <summary>Stops it and starts it, in one turn.</summary>
    [Alias("Restart")]
    Task<SessionView?> Restart();

    /// <summary>Unlinks the device, if the server answers within four seconds, and deletes its credentials; the session stays.</summary>
    [Alias("LogOut")]
    Task<SessionView?> LogOut();

    /// <summary>
    /// Logs out and deletes all that is stored of it. For <see cref="Accounts.IAccountGrain.DeleteSession"/>, which gives the name free.
    /// False if there is none.
    /// </summary>
    [Alias("Delete")]
    Task<bool> Delete();

    /// <summary>Replaces its config. A session that runs is restarted if the engine's part of it changed.</summary>
    /// <exception cref="ArgumentException">The config can't be.</exception>
    [Alias("Configure")]
    Task<SessionView?> Configure(SessionConfig config);

    /// <summary>The QR code on show, waited for a while if there is none yet.</summary>
    /// <param name="wait">At most ten seconds.</param>
    [Alias("GetQr")]
    Task<QrAnswer?> GetQr(TimeSpan wait);

    /// <summary>Asks the server for a code to type into the phone instead of scanning.</summary>
    /// <param name="phoneNumber">The account's number with its country code, however it is written.</param>
    /// <param name="code">Eight letters or digits of the caller's choice; null for random ones.</param>
    [Alias("RequestPairingCode")]
    Task<PairingCodeAnswer?> RequestPairingCode(string phoneNumber, string? code);

    /// <summary>Wakes it up: it goes on with what its owner last asked for. For watchers.</summary>
    [Alias("Resume")]
    Task Resume();

    /// <summary>Closes its connection here and leaves it to another node. For nodes that drain.</summary>
    [Alias("Drain")]
    Task Drain();
}

using Wasilo.Grains.Abstractions.Sessions;
using Wasilo.Storage.Secrets;
using Wasilo.Storage.Sessions;

namespace Wasilo.Grains.Sessions.Running;

/// <summary>Puts configs into the form in which they are stored, and reads them.</summary>
internal sealed class ConfigVault(ConfigCipher cipher)
{
    public byte[] Seal(SessionId session, SessionConfig config) => cipher.Seal(session, ConfigJson.Write(config));

    public StoredConfig Open(SessionRecord record)
    {
        try
        {
            var json = record.SealedConfig is { } config ? cipher.Open(record.Id, config.Span) : record.Config;
            return new StoredConfig(ConfigJson.Read(json));
        }
        catch (UnreadableSecretException problem)
        {
            return new StoredConfig(SessionConfig.Default, problem);
        }
    }
}

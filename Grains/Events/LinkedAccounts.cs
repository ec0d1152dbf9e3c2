using Wasilo.Grains.Abstractions.Sessions;
using Wasilo.WhatsApp.Storage;

namespace Wasilo.Grains.Events;

/// <summary>Whose device it is, out of the device's credentials.</summary>
internal static class LinkedAccounts
{
    /// <summary>Null before it is linked.</summary>
    public static LinkedAccount? Of(Credentials? credentials) => credentials?.Id is { } id
        ? new LinkedAccount
        {
            Jid = id.ToString(),
            PhoneNumber = id.User,
            Lid = credentials.Lid?.ToString(),
            PushName = credentials.PushName,
            Platform = credentials.Platform,
        }
        : null;
}

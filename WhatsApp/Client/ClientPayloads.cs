using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Google.Protobuf;
using Wasilo.WhatsApp.Crypto;
using Wasilo.WhatsApp.Proto;
using Wasilo.WhatsApp.Storage;
using RegistrationData = Wasilo.WhatsApp.Proto.ClientPayload.Types.DevicePairingRegistrationData;
using UserAgent = Wasilo.WhatsApp.Proto.ClientPayload.Types.UserAgent;

namespace Wasilo.WhatsApp.Client;

/// <summary>What the client says of itself at the end of the handshake, as web browsers do.</summary>
internal static class ClientPayloads
{
    private const uint HistoryQuotaMb = 10240; // what web clients claim to have room for

    internal static ClientPayload For(Credentials credentials, ClientOptions options) =>
        credentials.Id is { } id ? Login(id.User, (uint)id.Device, options) : Registration(credentials, options);

    private static ClientPayload Login(string user, uint device, ClientOptions options)
    {
        var payload = Common(options);
        payload.Username = ulong.Parse(user, NumberStyles.None, CultureInfo.InvariantCulture);
        payload.Device = device;
        payload.Passive = true;
        payload.Pull = true;
        payload.LidDbMigrated = true;
        payload.Lc = 1; // as whatsmeow; nobody knows what it means
        return payload;
    }

    private static ClientPayload Registration(Credentials credentials, ClientOptions options)
    {
        byte[] registrationId = new byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32BigEndian(registrationId, credentials.RegistrationId);
        var payload = Common(options);
        payload.Passive = false;
        payload.Pull = false;
        payload.DevicePairingData = new RegistrationData
        {
            ERegid = UnsafeByteOperations.UnsafeWrap(registrationId),
            EKeytype = ByteString.CopyFrom(PublicKey.Type),
            EIdent = ByteString.CopyFrom(credentials.IdentityKey.PublicKey.Bytes),
            ESkeyId = UnsafeByteOperations.UnsafeWrap(KeyNodes.Id(credentials.SignedPreKey.Id)),
            ESkeyVal = ByteString.CopyFrom(credentials.SignedPreKey.Key.PublicKey.Bytes),
            ESkeySig = ByteString.CopyFrom(credentials.SignedPreKey.Signature.Span),
            BuildHash = UnsafeByteOperations.UnsafeWrap(BuildHash(options.Version)),
            DeviceProps = Props(options).ToByteString(),
        };
        return payload;
    }

    private static ClientPayload Common(ClientOptions options) => new()
    {
        UserAgent = new UserAgent
        {
            Platform = UserAgent.Types.Platform.Web,
            AppVersion = ToProto(options.Version),
            Mcc = "000",
            Mnc = "000",
            OsVersion = "0.1",
            Manufacturer = "",
            Device = "Desktop",
            OsBuildNumber = "0.1",
            ReleaseChannel = UserAgent.Types.ReleaseChannel.Release,
            LocaleLanguageIso6391 = "en",
            LocaleCountryIso31661Alpha2 = "US",
        },
        WebInfo = new ClientPayload.Types.WebInfo { WebSubPlatform = ClientPayload.Types.WebInfo.Types.WebSubPlatform.WebBrowser },
        ConnectType = ClientPayload.Types.ConnectType.WifiUnknown,
        ConnectReason = ClientPayload.Types.ConnectReason.UserActivated,
    };

    private static DeviceProps Props(ClientOptions options) => new()
    {
        Os = options.DeviceName,
        Version = new AppVersion { Primary = 10, Secondary = 15, Tertiary = 7 }, // of Mac OS, as Baileys has it
        PlatformType = options.Platform.PropsType(),
        RequireFullSync = options.RequireFullHistory,
        HistorySyncConfig = new DeviceProps.Types.HistorySyncConfig
        {
            StorageQuotaMb = HistoryQuotaMb,
            InlineInitialPayloadInE2EeMsg = true,
            SupportCallLogHistory = false,
            SupportGroupHistory = true,
        },
    };

    private static AppVersion ToProto(ClientVersion version) =>
        new() { Primary = version.Primary, Secondary = version.Secondary, Tertiary = version.Revision };

    [SuppressMessage("Security", "CA5351:Do Not Use Broken Cryptographic Algorithms", Justification = "It protects nothing.")]
    private static byte[] BuildHash(ClientVersion version) => MD5.HashData(Encoding.ASCII.GetBytes(version.ToString()));
}

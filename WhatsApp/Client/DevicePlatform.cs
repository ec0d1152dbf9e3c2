using Wasilo.WhatsApp.Proto;

namespace Wasilo.WhatsApp.Client;

/// <summary>What a device says it is: it decides the icon in the phone's list of linked devices.</summary>
public enum DevicePlatform
{
    /// <summary>Google Chrome.</summary>
    Chrome,

    /// <summary>Mozilla Firefox.</summary>
    Firefox,

    /// <summary>Microsoft Edge.</summary>
    Edge,

    /// <summary>Opera.</summary>
    Opera,

    /// <summary>Apple Safari.</summary>
    Safari,

    /// <summary>A desktop application.</summary>
    Desktop,
}

/// <summary>A platform in each of the forms that the protocol wants it in.</summary>
internal static class DevicePlatforms
{
    /// <summary>In DeviceProps.</summary>
    internal static DeviceProps.Types.PlatformType PropsType(this DevicePlatform platform) => platform switch
    {
        DevicePlatform.Chrome => DeviceProps.Types.PlatformType.Chrome,
        DevicePlatform.Firefox => DeviceProps.Types.PlatformType.Firefox,
        DevicePlatform.Edge => DeviceProps.Types.PlatformType.Edge,
        DevicePlatform.Opera => DeviceProps.Types.PlatformType.Opera,
        DevicePlatform.Safari => DeviceProps.Types.PlatformType.Safari,
        DevicePlatform.Desktop => DeviceProps.Types.PlatformType.Desktop,
        _ => throw new ArgumentOutOfRangeException(nameof(platform), platform, "There is no such platform."),
    };

    /// <summary>In QR codes and with pairing codes: 1 Chrome, 2 Edge, 3 Firefox, 5 Opera, 6 Safari, 7 Electron.</summary>
    internal static char WebClientType(this DevicePlatform platform) => platform switch
    {
        DevicePlatform.Chrome => '1',
        DevicePlatform.Edge => '2',
        DevicePlatform.Firefox => '3',
        DevicePlatform.Opera => '5',
        DevicePlatform.Safari => '6',
        DevicePlatform.Desktop => '7',
        _ => throw new ArgumentOutOfRangeException(nameof(platform), platform, "There is no such platform."),
    };

    /// <summary>With pairing codes; WhatsApp refuses names that aren't a browser's, so a desktop goes as Chrome's engine.</summary>
    internal static string BrowserName(this DevicePlatform platform) =>
        platform == DevicePlatform.Desktop ? nameof(DevicePlatform.Chrome) : platform.ToString();
}

using GreenPow.Benchmarks;

return args switch
{
    ["firmware", .. var options] => FirmwareBench.Run(options),
    _ => Listing.Print(args),
};
